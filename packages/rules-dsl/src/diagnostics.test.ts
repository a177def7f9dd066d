import { describe, expect, test } from "vitest";
import { check } from "./checker.ts";
import { compile } from "./compiler.ts";
import { DIAGNOSTICS, type DiagnosticCode } from "./diagnostics.ts";

/** Every diagnostic: the text, and `line:column-endColumn code message` of all that it gets. */
const CASES: readonly (readonly [text: string, ...found: string[]])[] = [
  // What was expected.
  ["A B C", "1:3-4 CF1001 expected 'conflicts' or 'never conflicts' but found 'B'"],
  ["A", "1:2-2 CF1001 expected 'conflicts' or 'never conflicts' but the line ends after 'A'"],
  ["A never B", "1:9-10 CF1001 expected 'conflicts' but found 'B'"],
  [
    "A conflicts",
    "1:12-12 CF1001 expected the name of an event or 'anything' but the line ends after 'conflicts'",
  ],
  ["A conflicts , B", "1:13-14 CF1001 expected the name of an event or 'anything' but found ','"],
  ["conflicts B", "1:1-10 CF1001 expected the name of an event but found 'conflicts'"],
  ["A, B conflicts C", "1:2-3 CF1001 expected 'conflicts' or 'never conflicts' but found ','"],
  ["A = B", "1:3-4 CF1001 expected 'conflicts' or 'never conflicts' but found '='"],
  ["A conflicts B on", "1:17-17 CF1001 expected a field but the line ends after 'on'"],
  ['A conflicts B on "id"', "1:18-22 CF1001 expected a field but found '\"id\"'"],
  [
    "A conflicts B when id = id",
    "1:20-22 CF1001 expected a field such as mine.room or theirs.room but found 'id'",
  ],
  ["A conflicts B when mine.a theirs.a", "1:27-35 CF1001 expected '=' or '!=' but found 'theirs.a'"],
  ["language one", "1:10-13 CF1001 expected a number but found 'one'"],
  // Names.
  ['A conflicts "B', "1:13-15 CF1002 this quoted name is not closed before the end of the line"],
  ["on conflicts B", "1:1-3 CF1003 'on' is a reserved word; to use it as an event name write \"on\""],
  ["A conflicts B, unless", "1:16-22 CF1006 expected a new line before 'unless'"],
  [
    "A conflicts unless",
    "1:13-19 CF1003 'unless' is a reserved word; to use it as an event name write \"unless\"",
  ],
  ["A conflicts with B", "1:13-17 CF1003 'with' is a reserved word; leave it out: A conflicts B"],
  [
    "A conflicts B on from",
    "1:18-22 CF1003 'from' is a reserved word; to use it as a field write when mine.from = theirs.from",
  ],
  [
    "Order-Placed conflicts B",
    "1:1-13 CF1004 'Order-Placed' has characters that a bare name cannot hold; write \"Order-Placed\"",
  ],
  ["A conflicts 1st", "1:13-16 CF1004 '1st' has characters that a bare name cannot hold; write \"1st\""],
  [
    "A conflicts order..placed",
    "1:13-26 CF1004 'order..placed' has characters that a bare name cannot hold; write \"order..placed\"",
  ],
  ['A conflicts ""', "1:13-15 CF1011 a name must not be empty"],
  [String.raw`A conflicts "a\q"`, String.raw`1:13-18 CF1011 '\q' is no escape`],
  ['A conflicts "a\tb"', String.raw`1:13-18 CF1011 a quoted name cannot hold a control character; write \t`],
  [
    String.raw`A conflicts "\uD800"`,
    "1:13-21 CF1011 '\uFFFD' has U+0000 or a lone surrogate, which no event type can hold",
  ],
  [
    String.raw`A conflicts "\u0000"`,
    "1:13-21 CF1011 '\uFFFD' has U+0000 or a lone surrogate, which no event type can hold",
  ],
  [`A conflicts ${"B".repeat(257)}`, `1:13-270 CF1012 '${"B".repeat(60)}...' has more than 256 characters`],
  [
    `A conflicts ${"注".repeat(171)}`,
    `1:13-184 CF1012 '${"注".repeat(60)}...' has more than 512 bytes of UTF-8`,
  ],
  // Habits from other languages.
  ["A conflicts B;", "1:14-15 CF1005 rules end with the line; leave the ';' out"],
  ["# A", "1:1-4 CF1005 comments start with //, not with #"],
  ["/* A */", "1:1-8 CF1005 comments start with // and end with the line; there is no /* */"],
  ["A conflicts “B”", '1:13-16 CF1005 names are quoted with straight double quotes; write "B"'],
  ["A conflicts 'B'", '1:13-16 CF1005 names are quoted with straight double quotes; write "B"'],
  // What follows.
  ["A conflicts B C", "1:15-16 CF1006 expected ',' or a new line before 'C'"],
  ["A never conflicts B", "1:19-20 CF1006 expected a new line before 'B'"],
  ["A conflicts B on a on b", "1:20-22 CF1006 expected a new line before 'on'"],
  // Keywords.
  ["A conflict B", "1:3-11 CF1007 found 'conflict' (did you mean 'conflicts'?)"],
  ["A nevr conflicts", "1:3-7 CF1007 found 'nevr' (did you mean 'never'?)"],
  ["A NEVER conflicts", "1:3-8 CF1007 found 'NEVER' (did you mean 'never'?)"],
  ["A conflicts B wen mine.a = theirs.a", "1:15-18 CF1007 found 'wen' (did you mean 'when'?)"],
  ["overide A conflicts B", "1:1-8 CF1007 found 'overide' (did you mean 'override'?)"],
  ["strem client {\n}", "1:1-6 CF1007 found 'strem' (did you mean 'stream'?)"],
  // Braces.
  ["}", "1:1-2 CF1008 this '}' closes nothing"],
  [
    "stream orders {\nA conflicts B",
    "1:1-7 CF1010 this version of the tool does not know 'stream' yet",
    "1:8-14 CF1008 stream 'orders' is never closed: expected '}'",
  ],
  // The version.
  ["language 2\nwhatever comes; then", "1:1-11 CF1009 language 2 is newer than this tool (it knows 1)"],
  ["language 0", "1:1-11 CF1009 language 0 does not exist; write language 1"],
  ["A conflicts B\nlanguage 1", "2:1-11 CF1014 'language' stands once, on top of the file"],
  // What a later version of the tool will know.
  ['import "a.conflicts"', "1:1-7 CF1010 this version of the tool does not know 'import' yet"],
  ["group @G = A, B", "1:1-6 CF1010 this version of the tool does not know 'group' yet"],
  ["events A,\n  B", "1:1-7 CF1010 this version of the tool does not know 'events' yet"],
  ["stream client {\n}", "1:1-7 CF1010 this version of the tool does not know 'stream' yet"],
  ["override A conflicts @G", "1:1-9 CF1010 this version of the tool does not know 'override' yet"],
  ["A conflicts @G, @H", "1:13-15 CF1010 this version of the tool does not know groups yet"],
  // Characters.
  ["A conflicts \0B", "1:13-14 CF1013 found the invisible or invalid character U+0000; remove it"],
  ["A conflicts\u00A0B", "1:12-13 CF1013 found the space U+00A0; use an ordinary space"],
  ["A conflicts B \uD800", "1:15-16 CF1013 found the invisible or invalid character U+D800; remove it"],
  ["A conflicts @", "1:13-14 CF1013 found '@', which has no place here"],
  // Conditions.
  [
    "A conflicts B when mine.a = mine.b",
    "1:20-35 CF1015 a comparison is between a field of mine and one of theirs, not between two of mine",
  ],
  // Contradictions.
  [
    "A never conflicts\nA conflicts B",
    "2:1-14 CF2005 'A' never conflicts (line 1) but conflicts with 'B' (line 2)",
  ],
  [
    "A conflicts anything\nA never conflicts",
    "2:1-18 CF2005 'A' never conflicts (line 2) but conflicts with anything (line 1)",
  ],
  [
    "A never conflicts\nanything conflicts B",
    "2:1-9 CF2010 'A' never conflicts (line 1) but this rule makes it conflict with 'B'",
  ],
  [
    "A conflicts B\nA conflicts anything except C, B",
    "2:32-33 CF2011 'A' conflicts with anything except 'B' but conflicts with 'B' (line 1)",
  ],
  [
    "anything never conflicts",
    "1:1-25 CF2012 'anything' cannot be said to never conflict: name the types that never conflict, one rule for each",
  ],
  // Repetitions and coverage.
  ["A conflicts B, C, B", "1:19-20 CF3001 'B' is repeated in this rule"],
  ["A conflicts anything except B, B", "1:32-33 CF3001 'B' is repeated in this rule"],
  ["A conflicts B on a and a", "1:24-25 CF3001 this condition is repeated in this rule"],
  [
    "A conflicts B when mine.a = theirs.a and theirs.a = mine.a",
    "1:42-59 CF3001 this condition is repeated in this rule",
  ],
  ["A never conflicts\nA never conflicts", "2:1-18 CF3002 this rule can never matter (covered by line 1)"],
  ["A conflicts B\nA conflicts C, B", "2:16-17 CF3002 this rule can never matter (covered by line 1)"],
  ["A conflicts B on id\nA conflicts B", "1:13-14 CF3002 this rule can never matter (covered by line 2)"],
  [
    "A conflicts B on a and b\nA conflicts B on b",
    "1:13-14 CF3002 this rule can never matter (covered by line 2)",
  ],
  ["A conflicts B\nA conflicts anything", "1:13-14 CF3002 this rule can never matter (covered by line 2)"],
  [
    "anything conflicts B\nanything except C conflicts B",
    "2:29-30 CF3002 this rule can never matter (covered by line 1)",
  ],
  // Not covered: the barrier does not register A, and 'a' and 'b' are different conditions.
  ["anything conflicts B\nA conflicts B"],
  ["A conflicts B on a\nA conflicts B on b"],
  // Text that deceives.
  [
    "OrderPlaced never conflicts\nOrderplaced never conflicts",
    "2:1-12 CF3004 'Orderplaced' and 'OrderPlaced' (line 1) differ only by case",
  ],
  [
    "Cafe\u0301 never conflicts",
    "1:1-6 CF3005 'Cafe\u0301' is not in Unicode's normal form NFC, so it can differ from a name that looks the same",
  ],
  ["Pаyment never conflicts", "1:1-8 CF3005 'Pаyment' mixes scripts whose letters look alike"],
  ['"Pay\u200Bment" never conflicts', "1:1-11 CF3005 'Pay\u200Bment' has invisible characters"],
  [
    "A never conflicts // \u202Ehidden",
    "1:22-23 CF3005 bidirectional controls can show this line in another order than it is read",
  ],
  // Doc comments.
  [
    "A never conflicts /// why",
    "1:19-26 CF3007 this doc comment is the reason of no rule, because none follows it",
  ],
  [
    "/// why\n// ordinary\n",
    "1:1-8 CF3007 this doc comment is the reason of no rule, because none follows it",
  ],
  // Positions.
  ["\uFEFFA conflict B", "1:3-11 CF1007 found 'conflict' (did you mean 'conflicts'?)"],
  ["// one\r\n// two\rA conflict B", "3:3-11 CF1007 found 'conflict' (did you mean 'conflicts'?)"],
  ['"💥" conflict B', "1:6-14 CF1007 found 'conflict' (did you mean 'conflicts'?)"],
];

function described(text: string): readonly string[] {
  return check([{ file: "a.conflicts", text }]).map(
    ({ start, end, code, message }) => `${start.line}:${start.column}-${end.column} ${code} ${message}`,
  );
}

describe("diagnostics", () => {
  test.each(CASES)("%j", (text, ...found) => {
    expect(described(text)).toEqual(found);
  });

  test("each is shown by a case", () => {
    const shown = new Set(CASES.flatMap(([, ...found]) => found.map((line) => line.split(" ")[1])));
    const all = Object.keys(DIAGNOSTICS) as readonly DiagnosticCode[];
    expect(all.filter((code) => !shown.has(code))).toEqual([]);
  });

  test("every certain fix mends its mistake", () => {
    for (const [text] of CASES) {
      for (const { fix, code, start } of check([{ file: "a.conflicts", text }])) {
        if (!fix) continue;
        const mended = text.slice(0, fix.span.start) + fix.newText + text.slice(fix.span.end);
        const left = check([{ file: "a.conflicts", text: mended }]);
        expect(
          left.filter((other) => other.code === code && other.start.line === start.line),
          mended,
        ).toEqual([]);
      }
    }
  });

  test("an error leaves no rules, a warning does", () => {
    for (const [text, ...found] of CASES) {
      const isWrong = found.some((line) => / CF[12]\d/.test(line));
      expect(compile([{ file: "a.conflicts", text }]).rules === null, text).toBe(isWrong);
    }
  });

  test("a file over 4 MiB is refused, one of 4 MiB is not", () => {
    const text = "//".padEnd(4 * 1024 * 1024, "x");
    expect(described(text)).toEqual([]);
    expect(described(`${text}x`)).toEqual(["1:1-1 CF1012 the file has more than 4 MiB"]);
    expect(described(`//${"é".repeat(2 * 1024 * 1024)}`)).toEqual([
      "1:1-1 CF1012 the file has more than 4 MiB",
    ]);
  });

  test("other files are named", () => {
    const files = [
      { file: "a.conflicts", text: "A never conflicts" },
      { file: "b.conflicts", text: "A conflicts B" },
    ];
    const [found, ...others] = check(files);
    expect(others).toEqual([]);
    expect(found?.file).toBe("b.conflicts");
    expect(found?.message).toBe("'A' never conflicts (a.conflicts line 1) but conflicts with 'B' (line 1)");
    expect(found?.related.map(({ file, start }) => [file, start.line])).toEqual([["a.conflicts", 1]]);
  });
});
