import { describe, expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../syntax/parse.ts";
import { format } from "./format.ts";

const long = (...words: readonly string[]): string => words.map((word) => word.repeat(9)).join(", ");

/** What each example shows, the text, and what becomes of it. */
const EXAMPLES: readonly (readonly [shows: string, text: string, formatted: string])[] = [
  [
    "verbs of neighbouring rules are aligned",
    "A conflicts B\nLongName never conflicts\n",
    "A        conflicts B\nLongName never conflicts\n",
  ],
  [
    "recorded pairs stand like rules",
    "LongName conflicts B\nA never conflicts C,\nD\n",
    "LongName conflicts B\nA        never conflicts C, D\n",
  ],
  [
    "a long list of recorded pairs begins on the line of its verb",
    `A never conflicts ${long("Bc", "De", "Fg", "Hi", "Jk")},\n`,
    `A never conflicts ${long("Bc", "De", "Fg", "Hi", "Jk").replaceAll(", ", ",\n  ")}\n`,
  ],
  [
    "a blank line ends a neighbourhood, a comment does not",
    "A conflicts B\n// why\n/// reason\nLong conflicts B\n\nLonger conflicts B\n",
    "A    conflicts B\n// why\n/// reason\nLong conflicts B\n\nLonger conflicts B\n",
  ],
  [
    "a barrier with exceptions stands out of the column, one without does not",
    "A conflicts B\nanything conflicts C\nanything except LongName conflicts D\n",
    "A        conflicts B\nanything conflicts C\nanything except LongName conflicts D\n",
  ],
  [
    "a very long subject stands out of the column",
    `A conflicts B\n${"Long".repeat(11)} conflicts C\nAbc conflicts D\n`,
    `A   conflicts B\n${"Long".repeat(11)} conflicts C\nAbc conflicts D\n`,
  ],
  [
    "wide characters count twice",
    "注文 conflicts A\nAbc conflicts B\n",
    "注文 conflicts A\nAbc  conflicts B\n",
  ],
  [
    "'override' is a part of the subject",
    "stream a {\nB never conflicts\noverride A conflicts C\n}\n",
    "stream a {\n  B          never conflicts\n  override A conflicts C\n}\n",
  ],
  [
    "a list that is too long has an item a line, and no comma at its end",
    `A conflicts ${long("Bc", "De", "Fg", "Hi", "Jk")},\n`,
    `A conflicts\n  ${long("Bc", "De", "Fg", "Hi", "Jk").replaceAll(", ", ",\n  ")}\n`,
  ],
  [
    "a condition that does not fit goes below",
    `A conflicts ${long("Bc", "De", "Fg")} on ${"x".repeat(30)}\n`,
    `A conflicts ${long("Bc", "De", "Fg")}\n  on ${"x".repeat(30)}\n`,
  ],
  [
    "items stand deeper than the condition of all of them",
    `A conflicts ${long("Bc", "De", "Fg", "Hi", "Jk")} on id\n`,
    `A conflicts\n    ${long("Bc", "De", "Fg", "Hi", "Jk").replaceAll(", ", ",\n    ")}\n  on id\n`,
  ],
  [
    "a long condition has a comparison a line",
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
    "blank lines in a list stay where the list stays broken",
    `events\n\n  ${long("Bc", "De", "Fg")},\n\n\n  ${long("Hi", "Jk")},\n\n`,
    `events\n  ${long("Bc", "De", "Fg").replaceAll(", ", ",\n  ")},\n\n  ${long("Hi", "Jk").replaceAll(", ", ",\n  ")}\n`,
  ],
  [
    "one blank line stays",
    "\n\nA never conflicts\n\n\n\nB never conflicts\n\n\n",
    "A never conflicts\n\nB never conflicts\n",
  ],
  [
    "a block is indented, without blank lines at its ends",
    "stream client{\n\nA never conflicts } B never conflicts\nstream b { }",
    "stream client {\n  A never conflicts\n}\nB never conflicts\nstream b {}\n",
  ],
  [
    "comments stay where they are: above, behind, and before the end of a block",
    "// top\nstream a { // block\n\n// first\nA never conflicts  //behind   \n\n// last\n} // end\n// bottom",
    "// top\nstream a { // block\n  // first\n  A never conflicts //behind\n\n  // last\n} // end\n// bottom\n",
  ],
  [
    "a comment in a list keeps its item, behind it or above it",
    "A conflicts B, // b\n  // about C\n  // and more\n  C\n  , D // d\n",
    "A conflicts\n  B, // b\n  // about C\n  // and more\n  C,\n  D // d\n",
  ],
  [
    "a comment in a condition breaks the condition only",
    "A conflicts B, C on a // a\n and b\n",
    "A conflicts B, C\n  on a // a\n    and b\n",
  ],
  [
    "a comment between subject and verb",
    "A // a\nconflicts B\nLong conflicts C",
    "A // a\n  conflicts B\nLong conflicts C\n",
  ],
  [
    "'conflicts:ignore' stays directly above what it is about",
    "A never conflicts\n\n\n   // conflicts:ignore CF3001 because\nB conflicts C,\n  // conflicts:ignore CF3001 so\n  C\n",
    "A never conflicts\n\n// conflicts:ignore CF3001 because\nB conflicts\n  C,\n  // conflicts:ignore CF3001 so\n  C\n",
  ],
  [
    "... and nothing joins or leaves the line below it",
    "A conflicts B,\n// conflicts:ignore CF3001 because\nC, C,\nD, D on id\n// conflicts:ignore CF3001 because\nstream a { A conflicts B, B }\n",
    "A conflicts\n    B,\n    // conflicts:ignore CF3001 because\n    C, C,\n    D, D on id\n// conflicts:ignore CF3001 because\nstream a { A conflicts B, B }\n",
  ],
  [
    "... in a condition too",
    "A conflicts B\n// conflicts:ignore CF3001 because\non a and a\nand b and b\n",
    "A conflicts B\n  // conflicts:ignore CF3001 because\n  on a and a\n    and b and b\n",
  ],
  [
    "... and a blank line below it, which takes its meaning, stays",
    "A conflicts\n// conflicts:ignore CF3001 because\n\nC, C\n// conflicts:ignore CF3001 because\n/// why\n\nB conflicts C, C\n",
    "A conflicts\n  // conflicts:ignore CF3001 because\n\n  C, C\n// conflicts:ignore CF3001 because\n/// why\n\nB conflicts C, C\n",
  ],
  [
    "a reason stands directly above its rule",
    "/// one\n///  two \n\nA never conflicts\n",
    "/// one\n///  two\nA never conflicts\n",
  ],
  [
    "a comma that keeps a doc comment from becoming the reason of the next rule stays",
    "A conflicts B\n/// no reason\n,\nC never conflicts\n",
    "A conflicts\n  B\n  /// no reason\n  ,\nC never conflicts\n",
  ],
  [
    "a comma stays that keeps an ignore comment from being about the next name",
    "A conflicts A // why\n, // conflicts:ignore CF3001 because so\nA\n",
    "A conflicts\n  A // why\n  , // conflicts:ignore CF3001 because so\n  A\n",
  ],
  [
    "a comma stays on the line that an ignore comment is about",
    "A conflicts A\n// conflicts:ignore CF3001 because so\n,\nA\n",
    "A conflicts\n  A\n  // conflicts:ignore CF3001 because so\n  ,\n  A\n",
  ],
  [
    "names lose quotes that they do not need",
    String.raw`"A" conflicts "b.c", "on", "mine.a", "x-y", "\u0041", "Größe", "A B"` + '\nstream "s" {}',
    String.raw`A conflicts b.c, "on", "mine.a", "x-y", "\u0041", Größe, "A B"` + "\nstream s {}\n",
  ],
  ["quotes that show that there is something stay", 'A conflicts "\u3164"\n', 'A conflicts "\u3164"\n'],
  ["a path is no name", 'import "shared"\n', 'import "shared"\n'],
  [
    "lines end with LF, and there is no byte order mark",
    "\uFEFFA never conflicts\r\nB never conflicts\r",
    "A never conflicts\nB never conflicts\n",
  ],
  ["nothing", " \n\t\n", ""],
  ["only a comment", "\n// nothing yet", "// nothing yet\n"],
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

  test("hands warnings about the syntax over with the text", () => {
    const { text, diagnostics } = format("A never conflicts /// no reason\n");
    expect(text).toBe("A never conflicts /// no reason\n");
    expect(diagnostics.map(({ code }) => code)).toEqual(["CF3007"]);
  });

  test("refuses a text that would become too long", () => {
    // As long as a file may be: the spaces that align the first verb are too much.
    const rules = "A conflicts B\nLonger conflicts C // ";
    const text = rules + "x".repeat(MAX_FILE_BYTES - rules.length);
    const { text: formatted, diagnostics } = format(text);
    expect(formatted).toBeNull();
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["CF1012", "formatted, the file would have more than 4 MiB"],
    ]);
  });
});
