import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { commentText, stringLiteral, valueLiteral } from "./literals.ts";

const HOSTILE = [
  '"',
  "'",
  "`",
  "\\",
  "\n",
  "\r",
  "\0",
  "\u2028",
  "\u2029",
  "\u202E",
  "\uFEFF",
  "\uD800",
  "\uDC00",
];
const PIECES = [
  ...HOSTILE,
  "*/",
  "/*",
  "//",
  "</script>",
  "<!--",
  "-->",
  "${a}",
  "é",
  "注",
  "\u{1F600}",
  "a",
  " ",
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join("")),
  fc.string({ unit: "binary" }),
);
// oxlint-disable-next-line no-control-regex -- control characters are what must not be there
const UNSAFE = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\p{Cs}]|\*\/|<[/!]/u;

test("any string is the value of its literal, which is safe anywhere in a file", () => {
  fc.assert(
    fc.property(text, (value) => {
      const literal = stringLiteral(value);
      expect(runInNewContext(literal)).toBe(value);
      expect(literal).not.toMatch(UNSAFE);
    }),
    { numRuns: 2000 },
  );
});

test("any value is the value of its literal", () => {
  const key = fc.constantFrom("type", "when", "line");
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (data) => {
      const literal = valueLiteral(data);
      expect(JSON.stringify(runInNewContext(`(${literal})`))).toBe(JSON.stringify(data));
      expect(literal).not.toMatch(UNSAFE);
    }),
  );
});

test("a comment ends with its line, whatever its text", () => {
  fc.assert(
    fc.property(text, (value) => {
      const comment = commentText(value);
      expect(comment).not.toMatch(UNSAFE);
      expect(runInNewContext(`1 // ${comment}\n + 1`)).toBe(2);
    }),
  );
  expect(commentText('shared\\rules "of" Grün.conflicts')).toBe('shared\\rules "of" Grün.conflicts');
});
