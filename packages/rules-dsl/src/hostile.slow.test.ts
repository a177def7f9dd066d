/**
 * Files that are made to break the tool: each has an answer, and a short one. That it comes in linear time is for the fuzz
 * campaign.
 */

import { describe, expect, test } from "vitest";
import { check } from "./checking/checker.ts";
import { compile } from "./compiler.ts";
import { formatDiagnostics } from "./diagnostics/render.ts";
import { MAX_FILE_BYTES } from "./limits.ts";

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

/** As often as a file can hold it. */
const full = (piece: string): string =>
  piece.repeat(Math.floor(MAX_FILE_BYTES / new TextEncoder().encode(piece).length));

const COUNT = 100_000;

/** A file, the codes that it gets, and how many of them at most. */
const FILES: readonly (readonly [what: string, text: string, codes: readonly string[], most: number])[] = [
  [
    "100,000 nested groups",
    `events A\ngroup @G0 = A\n${many(COUNT, (index) => `group @G${index + 1} = @G${index}, A\n`)}A conflicts @G${COUNT}`,
    ["CF1012"],
    1,
  ],
  [
    "9,000 blocks in one another",
    `${"stream a {".repeat(9000)}A conflicts A${"}".repeat(9000)}`,
    ["CF1008"],
    1,
  ],
  [
    "100,000 groups in a circle",
    `${many(COUNT, (index) => `group @G${index} = @G${(index + 1) % COUNT}, A\n`)}A conflicts @G5`,
    ["CF2004"],
    1,
  ],
  [
    "100,000 groups that contain themselves",
    many(COUNT, (index) => `group @G${index} = @G${index}\n`),
    ["CF1012", "CF2004"],
    10_001,
  ],
  [
    "600 groups, each with all others",
    many(600, (index) => `group @G${index} = ${many(600, (other) => `@G${other}, `)}A\n`),
    ["CF2004"],
    1,
  ],
  [
    "50 groups, each with the one before twice over",
    `events A\ngroup @G0 = A\n${many(50, (index) => `group @G${index + 1} = @G${index}, @G${index}\n`)}A conflicts @G50`,
    ["CF3001"],
    50,
  ],
  [
    "20,000 groups of 20,000 events",
    `group @All = A${many(20_000, (index) => `, E${index}`)}\n${many(20_000, (index) => `group @G${index} = @All, X${index}\n`)}A conflicts ${many(20_000, (index) => `@G${index}, `)}`,
    ["CF1012"],
    1,
  ],
  [
    "20,000 rules for 20,000 events",
    `group @All = A${many(20_000, (index) => `, E${index}`)}\n${many(20_000, (index) => `E${index} conflicts @All\n`)}`,
    ["CF1012"],
    1,
  ],
  [
    "20,000 times that 20,000 events never conflict",
    `group @All = A${many(20_000, (index) => `, E${index}`)}\n${many(20_000, () => "@All never conflicts\n")}`,
    ["CF1012", "CF3002"],
    100,
  ],
  ["100,000 blocks", many(COUNT, (index) => `stream s${index} { A conflicts B }\n`), [], 0],
  ["100,000 imports", many(COUNT, (index) => `import "f${index}"\n`), ["CF1012", "CF2009"], 10_001],
  [
    "50,000 imports of nothing, and as many blocks and unknown groups",
    many(50_000, (index) => `import "f${index}"\nstream s${index} { A conflicts @G${index} }\n`),
    ["CF1012", "CF2008", "CF2009"],
    10_001,
  ],
  ["one name of 4 MiB", "a".repeat(MAX_FILE_BYTES), ["CF1001"], 1],
  ["a quoted name of 4 MiB", `"${"a".repeat(MAX_FILE_BYTES - 20)}" conflicts B`, ["CF1012"], 1],
  [
    "2 million times the same target",
    `A conflicts B${",B".repeat((MAX_FILE_BYTES - 20) / 2)}`,
    ["CF3001", "CF3009"],
    10_001,
  ],
  ["4 million braces", full("}"), ["CF1008", "CF1012"], 10_001],
  ["4 million NUL bytes", full("\0"), ["CF1013"], 1],
  ["a million lone surrogates", "\uD800\n".repeat(1_000_000), ["CF1012", "CF1013"], 10_001],
  ["a million bidirectional controls", full("\u202E"), ["CF1004", "CF3005"], 2],
  ["a million lines with one", full("//\u202E\n"), ["CF3005", "CF3009"], 10_001],
  ["4 million line breaks", full("\r"), [], 0],
  ["a million ignore comments", full("// conflicts:ignore CF3001 because\n"), ["CF3008", "CF3009"], 10_001],
  ["a million doc comments", full("///\n"), ["CF3007"], 1],
  ["a million conditions", `A conflicts A on a${" and a".repeat(600_000)}`, ["CF3001", "CF3009"], 10_001],
];

/** Of one diagnostic, in UTF-16 code units: whatever it is about, a person can read it. */
const MOST_RENDERED = 1_500;

describe("hostile files", { timeout: 300_000 }, () => {
  test.each(FILES)("%s", (_, text, codes, most) => {
    const files = [{ file: "a.conflicts", text }];
    const found = check(files);
    expect([...new Set(found.map(({ code }) => code))].toSorted()).toEqual(codes);
    expect(found.length).toBeLessThanOrEqual(most);
    expect(formatDiagnostics(found, files).length).toBeLessThan((found.length + 1) * MOST_RENDERED);
  });

  test("20,000 rules for anything in one stream, and 20,000 that never conflict in another, compile", () => {
    const barriers = `stream a {\n${many(20_000, (index) => `anything conflicts A${index}\n`)}}\n`;
    const nevers = `stream b {\n${many(20_000, (index) => `B${index} never conflicts\n`)}}\n`;
    const { rules } = compile([{ file: "a.conflicts", text: barriers + nevers }]);
    expect(rules?.rules).toHaveLength(20_000);
    expect(rules?.registrations).toHaveLength(20_000);
  });

  test("a byte order mark and all kinds of line breaks are no part of what a file says", () => {
    const text = 'A conflicts B,\n  "C"\nB conflicts A\nC conflicts C // C\n';
    const plain = compile([{ file: "a.conflicts", text }]);
    expect(plain.diagnostics).toEqual([]);
    for (const other of [`\uFEFF${text}`, text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\r")]) {
      expect(compile([{ file: "a.conflicts", text: other }])).toEqual(plain);
    }
  });

  test("names of objects' own properties are names like any other", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];
    const text = `events ${names.join(", ")}\ngroup @constructor = ${names.join(", ")}\n${names.map((name) => `${name} conflicts @constructor on __proto__\nstream ${name} { override ${name} never conflicts }\n`).join("")}`;
    const options = { fields: { constructor: ["__proto__"] }, coverage: true };
    const { rules, diagnostics } = compile([{ file: "__proto__", text }], options);
    expect(diagnostics).toEqual([]);
    expect(rules?.rules).toHaveLength(25);
    expect(rules?.registrations).toHaveLength(10);
  });
});
