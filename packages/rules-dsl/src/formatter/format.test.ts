import { describe, expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../limits.ts";
import { format } from "./format.ts";

const long = (...words: readonly string[]): string => words.map((word) => word.repeat(9)).join(", ");

const EXAMPLES: readonly (readonly [shows: string, text: string, formatted: string])[] = [
  [
    "verbs of neighbouring rules are aligned",
    "A conflicts B\nLongName never conflicts\n",
    "A        conflicts B\nLongName never conflicts\n",
  ],
  [
    "recorded pairs are aligned like rules",
    "LongName conflicts B\nA never conflicts C,\nD\n",
    "LongName conflicts B\nA        never conflicts C, D\n",
  ],
  [
    "a long list of recorded pairs begins on the line of its verb",
    `A never conflicts ${long("Bc", "De", "Fg", "Hi", "Jk")},\n`,
    `A never conflicts ${long("Bc", "De", "Fg", "Hi", "Jk").replaceAll(", ", ",\n  ")}\n`,
  ],
  [
    "a blank line separates neighbours, a comment does not",
    "A conflicts B\n// why\n/// reason\nLong conflicts B\n\nLonger conflicts B\n",
    "A    conflicts B\n// why\n/// reason\nLong conflicts B\n\nLonger conflicts B\n",
  ],
  [
    "a barrier is aligned only if it has no exceptions",
    "A conflicts B\nanything conflicts C\nanything except LongName conflicts D\n",
    "A        conflicts B\nanything conflicts C\nanything except LongName conflicts D\n",
  ],
  [
    "a very long subject is not aligned",
    `A conflicts B\n${"Long".repeat(11)} conflicts C\nAbc conflicts D\n`,
    `A   conflicts B\n${"Long".repeat(11)} conflicts C\nAbc conflicts D\n`,
  ],
  [
    "wide characters count twice",
    "注文 conflicts A\nAbc conflicts B\n",
    "注文 conflicts A\nAbc  conflicts B\n",
  ],
  [
    "'override' is part of the subject",
    "stream a {\nB never conflicts\noverride A conflicts C\n}\n",
    "stream a {\n  B          never conflicts\n  override A conflicts C\n}\n",
  ],
  [
    "a list that is too long has one item on each line, and no comma at its end",
    `A conflicts ${long("Bc", "De", "Fg", "Hi", "Jk")},\n`,
    `A conflicts\n  ${long("Bc", "De", "Fg", "Hi", "Jk").replaceAll(", ", ",\n  ")}\n`,
  ],
  [
    "a condition that does not fit goes to the next line",
    `A conflicts ${long("Bc", "De", "Fg")} on ${"x".repeat(30)}\n`,
    `A conflicts ${long("Bc", "De", "Fg")}\n  on ${"x".repeat(30)}\n`,
  ],
  [
    "items are indented more than the condition below them",
    `A conflicts ${long("Bc", "De", "Fg", "Hi", "Jk")} on id\n`,
    `A conflicts\n    ${long("Bc", "De", "Fg", "Hi", "Jk").replaceAll(", ", ",\n    ")}\n  on id\n`,
  ],
  [
    "a long condition has one comparison on each line",
    `A conflicts B when mine.${"x".repeat(40)} = theirs.a and theirs.b != mine.${"y".repeat(40)}\n`,
    `A conflicts B\n  when mine.${"x".repeat(40)} = theirs.a\n    and theirs.b != mine.${"y".repeat(40)}\n`,
  ],
  [
    "exceptions are broken like any list",
    `anything except ${long("Bc", "De", "Fg", "Hi", "Jk")} conflicts C\n`,
    `anything except\n    ${long("Bc", "De", "Fg", "Hi", "Jk").replaceAll(", ", ",\n    ")}\n  conflicts C\n`,
  ],
  ["a list that fits is joined", "group @G\n  = A,\n  B,\n", "group @G = A, B\n"],
  [
    "blank lines in a list stay if the list is broken",
    `events\n\n  ${long("Bc", "De", "Fg")},\n\n\n  ${long("Hi", "Jk")},\n\n`,
    `events\n  ${long("Bc", "De", "Fg").replaceAll(", ", ",\n  ")},\n\n  ${long("Hi", "Jk").replaceAll(", ", ",\n  ")}\n`,
  ],
  [
    "several blank lines become one",
    "\n\nA never conflicts\n\n\n\nB never conflicts\n\n\n",
    "A never conflicts\n\nB never conflicts\n",
  ],
  [
    "a block is indented, without blank lines at its ends",
    "stream client{\n\nA never conflicts } B never conflicts\nstream b { }",
    "stream client {\n  A never conflicts\n}\nB never conflicts\nstream b {}\n",
  ],
  [
    "comments stay above a line, at its end, and before the end of a block",
    "// top\nstream a { // block\n\n// first\nA never conflicts  //behind   \n\n// last\n} // end\n// bottom",
    "// top\nstream a { // block\n  // first\n  A never conflicts //behind\n\n  // last\n} // end\n// bottom\n",
  ],
  [
    "a comment in a list stays after its item or above it",
    "A conflicts B, // b\n  // about C\n  // and more\n  C\n  , D // d\n",
    "A conflicts\n  B, // b\n  // about C\n  // and more\n  C,\n  D // d\n",
  ],
  [
    "a comment in a condition breaks only the condition",
    "A conflicts B, C on a // a\n and b\n",
    "A conflicts B, C\n  on a // a\n    and b\n",
  ],
  [
    "a comment between subject and verb",
    "A // a\nconflicts B\nLong conflicts C",
    "A // a\n  conflicts B\nLong conflicts C\n",
  ],
  [
    "an ignore comment stays directly above the line that it silences",
    "A never conflicts\n\n\n   // conflicts:ignore CF3001 because\nB conflicts C,\n  // conflicts:ignore CF3001 so\n  C\n",
    "A never conflicts\n\n// conflicts:ignore CF3001 because\nB conflicts\n  C,\n  // conflicts:ignore CF3001 so\n  C\n",
  ],
  [
    "... and no word joins or leaves that line",
    "A conflicts B,\n// conflicts:ignore CF3001 because\nC, C,\nD, D on id\n// conflicts:ignore CF3001 because\nstream a { A conflicts B, B }\n",
    "A conflicts\n    B,\n    // conflicts:ignore CF3001 because\n    C, C,\n    D, D on id\n// conflicts:ignore CF3001 because\nstream a { A conflicts B, B }\n",
  ],
  [
    "... in a condition too",
    "A conflicts B\n// conflicts:ignore CF3001 because\non a and a\nand b and b\n",
    "A conflicts B\n  // conflicts:ignore CF3001 because\n  on a and a\n    and b and b\n",
  ],
  [
    "... and a blank line below it stays, because it then silences nothing",
    "A conflicts\n// conflicts:ignore CF3001 because\n\nC, C\n// conflicts:ignore CF3001 because\n/// why\n\nB conflicts C, C\n",
    "A conflicts\n  // conflicts:ignore CF3001 because\n\n  C, C\n// conflicts:ignore CF3001 because\n/// why\n\nB conflicts C, C\n",
  ],
  [
    "a reason moves directly above its rule",
    "/// one\n///  two \n\nA never conflicts\n",
    "/// one\n///  two\nA never conflicts\n",
  ],
  [
    "a comma stays if a doc comment would otherwise become the reason of the next rule",
    "A conflicts B\n/// no reason\n,\nC never conflicts\n",
    "A conflicts\n  B\n  /// no reason\n  ,\nC never conflicts\n",
  ],
  [
    "a comma stays if an ignore comment would otherwise silence the next name",
    "A conflicts A // why\n, // conflicts:ignore CF3001 because so\nA\n",
    "A conflicts\n  A // why\n  , // conflicts:ignore CF3001 because so\n  A\n",
  ],
  [
    "a comma stays on the line that an ignore comment silences",
    "A conflicts A\n// conflicts:ignore CF3001 because so\n,\nA\n",
    "A conflicts\n  A\n  // conflicts:ignore CF3001 because so\n  ,\n  A\n",
  ],
  [
    "needless quotes are removed",
    String.raw`"A" conflicts "b.c", "on", "mine.a", "x-y", "\u0041", "Größe", "A B"` + '\nstream "s" {}',
    String.raw`A conflicts b.c, "on", "mine.a", "x-y", "\u0041", Größe, "A B"` + "\nstream s {}\n",
  ],
  ["quotes around an invisible name stay", 'A conflicts "\u3164"\n', 'A conflicts "\u3164"\n'],
  ["a path keeps its quotes", 'import "shared"\n', 'import "shared"\n'],
  [
    "lines end with LF, and there is no byte order mark",
    "\uFEFFA never conflicts\r\nB never conflicts\r",
    "A never conflicts\nB never conflicts\n",
  ],
  ["an empty text stays empty", " \n\t\n", ""],
  ["a text may have only a comment", "\n// nothing yet", "// nothing yet\n"],
];

describe("format", () => {
  test.each(EXAMPLES)("%s", (_, text, formatted) => {
    expect(format(text).text).toBe(formatted);
    expect(format(formatted).text).toBe(formatted);
  });

  test("refuses a text with syntax errors, and says why", () => {
    const { text, diagnostics } = format("A never conflicts\nB conflict A\n", { file: "crm.conflicts" });
    expect(text).toBeNull();
    expect(diagnostics.map(({ code, file, start }) => [code, file, start.line])).toEqual([
      ["CF1007", "crm.conflicts", 2],
    ]);
  });

  test("returns syntax warnings with the text", () => {
    const { text, diagnostics } = format("A never conflicts /// no reason\n");
    expect(text).toBe("A never conflicts /// no reason\n");
    expect(diagnostics.map(({ code }) => code)).toEqual(["CF3007"]);
  });

  test("refuses a text that would become too long", () => {
    // The text has the maximum size, so the spaces that align the first verb are too much.
    const rules = "A conflicts B\nLonger conflicts C // ";
    const text = rules + "x".repeat(MAX_FILE_BYTES - rules.length);
    const { text: formatted, diagnostics } = format(text);
    expect(formatted).toBeNull();
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["CF1012", "the formatted file would have more than 4 MiB"],
    ]);
  });
});
