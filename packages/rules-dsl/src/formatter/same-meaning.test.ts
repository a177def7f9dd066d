import { describe, expect, test } from "vitest";
import { parse } from "../syntax/parse.ts";
import { differenceBetween } from "./same-meaning.ts";

function difference(before: string, after: string): string | null {
  const parsed = (text: string) => ({ text, parsed: parse(text, { file: "a.conflicts" }) });
  return differenceBetween(parsed(before), parsed(after));
}

describe("the formatter's check of its own result", () => {
  test.each([
    ["layout", "A conflicts B,C", "A  conflicts\n  B,\n  C\n"],
    ["a comma at the end", "A conflicts B,\n", "A conflicts B\n"],
    ["quotes", 'A conflicts "B"\n', "A conflicts B\n"],
    ["spaces at the end of comments", "A conflicts B // b  \n", "A conflicts B // b\n"],
    ["a comma before or after a comment", "A conflicts B // b\n, C\n", "A conflicts B, // b\nC\n"],
    [
      "the place of 'override'",
      "stream a { override A never conflicts }",
      "stream a {\noverride A never conflicts\n}",
    ],
    ["the byte order mark", "\uFEFFA never conflicts", "A never conflicts"],
  ])("sees no difference in %s", (_, before, after) => {
    expect(difference(before, after)).toBeNull();
  });

  test.each([
    ["a name", "A conflicts B", "A conflicts C", `"B" became "C"`],
    ["a target", "A conflicts B", "A conflicts B, C", `"C" was added`],
    ["a missing target", "A conflicts B, C", "A conflicts B", `"C" became nothing`],
    ["the order of targets", "A conflicts B, C", "A conflicts C, B", `"B" became "C"`],
    ["a comment", "A conflicts B // one", "A conflicts B // two", "// one became // two"],
    ["a missing comment", "A conflicts B // one", "A conflicts B", "// one became nothing"],
    ["the word before a comment", "A conflicts B, // b\nC", "A conflicts B, C // b", `// b became "C"`],
    [
      "a doc comment that became a comment",
      "/// a\nA never conflicts",
      "// a\nA never conflicts",
      "/// a became // a",
    ],
    [
      "a doc comment that became a reason",
      "A conflicts B /// a\nC never conflicts",
      "A conflicts B\n/// a\nC never conflicts",
      "the trees differ",
    ],
    [
      "the statement that a name belongs to",
      "events A,\nB,\nC never conflicts",
      "events A, B, C\nnever conflicts",
      "the trees differ",
    ],
    [
      "the block of a rule",
      "stream a {}\nA never conflicts",
      "stream a {\nA never conflicts}",
      `} became "A"`,
    ],
    [
      "'override'",
      "stream a { override A never conflicts }",
      "stream a { A never conflicts }",
      `override became "A"`,
    ],
    ["a keyword that became a name", 'A conflicts "on"', "A conflicts on", `"on" became on`],
  ])("sees %s", (_, before, after, expected) => {
    expect(difference(before, after)).toBe(expected);
  });
});
