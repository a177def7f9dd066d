import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeUtf8, firstInvalidByte } from "./utf8.ts";

const strict = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Bytes on both sides of every boundary that UTF-8 defines for first and following bytes. */
const LEADS = [
  0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4,
  0xf5,
];
const SECONDS = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff];
const OTHERS = [0x7f, 0x80, 0xbf, 0xc0];

/** Valid UTF-8, followed by bytes that are probably invalid. */
const almostUtf8 = fc
  .tuple(
    fc.string({ unit: "binary", maxLength: 4 }).map((text) => new TextEncoder().encode(text)),
    fc.tuple(
      fc.constantFrom(...LEADS),
      fc.constantFrom(...SECONDS),
      fc.constantFrom(...OTHERS),
      fc.constantFrom(...OTHERS),
    ),
    fc.nat(4),
  )
  .map(([start, end, length]) => Uint8Array.of(...start, ...end.slice(0, length)));

describe("the first byte that is not UTF-8", () => {
  it("comes after the longest valid prefix", () => {
    fc.assert(
      fc.property(almostUtf8, (bytes) => {
        const offset = firstInvalidByte(bytes);
        const prefixes = Array.from({ length: bytes.length + 1 }, (_, length) => length);
        const longest = prefixes.findLast((length) => strict(bytes.subarray(0, length)) !== null);
        expect(offset).toBe(longest);
      }),
      { numRuns: 2000 },
    );
  });

  it("does not exist if the bytes are valid, and the text is that of TextDecoder", () => {
    fc.assert(
      fc.property(almostUtf8, (bytes) => {
        const text = strict(bytes);
        const decoded = decodeUtf8(bytes);
        expect("text" in decoded ? decoded.text : null).toBe(text);
        expect(firstInvalidByte(bytes) === bytes.length).toBe(text !== null);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the reason for invalid bytes", () => {
  it.each([
    { bytes: [0x41, 0x0a, 0x42, 0xe9, 0x0a], wrong: "is not UTF-8: byte E9 at offset 3, in line 2" },
    { bytes: [0xe2, 0x82], wrong: "is not UTF-8: byte E2 at offset 0, in line 1" },
    { bytes: [0xff, 0xfe, 0x41, 0x00], wrong: "is UTF-16, not UTF-8: save it as UTF-8" },
    { bytes: [0xfe, 0xff, 0x00, 0x41], wrong: "is UTF-16, not UTF-8: save it as UTF-8" },
  ])("$wrong", ({ bytes, wrong }) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toEqual({ wrong });
  });

  it("a byte order mark stays in the text", () => {
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toEqual({ text: "\u{FEFF}A" });
  });
});
