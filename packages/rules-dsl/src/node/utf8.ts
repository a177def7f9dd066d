/** Bytes to text, strictly: a file that is not UTF-8 is refused, and where it is not is said. */

/** The text of UTF-8, a byte order mark included; or what is wrong with the bytes, as the end of a sentence. */
export function decodeUtf8(bytes: Uint8Array): { readonly text: string } | { readonly wrong: string } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { wrong: whatIsWrong(bytes) };
  }
}

function whatIsWrong(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return "is UTF-16, not UTF-8: save it as UTF-8";
  const offset = firstInvalidByte(bytes);
  const line = 1 + bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  return `is not UTF-8: byte ${byte} at offset ${offset}, in line ${line}`;
}

/** The offset of the first sequence that is not UTF-8, or the length where all are. */
export function firstInvalidByte(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const length = lengthOfSequence(bytes, offset);
    if (length === 0) return offset;
    offset += length;
  }
  return offset;
}

/** The length of the sequence that begins at an offset, or 0 where none does. */
function lengthOfSequence(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset] ?? 0;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  if (length === 0) return 0;
  // No overlong forms, no surrogates, nothing beyond U+10FFFF: all of that shows in the second byte.
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[offset + 1] ?? 0;
  if (second < least || second > most) return 0;
  for (let index = offset + 2; index < offset + length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}
