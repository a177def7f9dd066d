import fc from "fast-check";
import { expect, test } from "vitest";
import { readRuleTests } from "./read-rule-tests.ts";

const WHOLE = `version: 1
rules: [./crm.conflicts]
events: [ContractSigned]
cases:
  - name: "the same note"
    stream: client-42
    incoming: { type: NotePinned, data: { noteId: n1, tags: [1, ~] } }
    committed: [NotePinned, ContractSigned]
    expect: conflict
    because: one note
    rule: crm.conflicts:37
`;
const PIECES = [
  ...[
    "- ",
    ": ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "!!str ",
    "!x ",
    "| ",
    "> ",
    "'",
    '"',
    "#",
    "%YAML 1.2",
  ],
  ...[
    "\n",
    "\r\n",
    "\t",
    "  ",
    "---\n",
    "...\n",
    "~",
    ".nan",
    "\uFEFF",
    "\0",
    "\uD800",
    "<<: ",
    "cases:",
    "expect:",
  ],
] as const;
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join("")),
  fc
    .tuple(fc.nat({ max: WHOLE.length }), fc.nat({ max: 12 }), fc.constantFrom("", ...PIECES))
    .map(([at, length, piece]) => WHOLE.slice(0, at) + piece + WHOLE.slice(at + length)),
);

test("every text gives either cases, or problems with places in the text", () => {
  fc.assert(
    fc.property(text, (source) => {
      const { tests, problems } = readRuleTests("a.conflicts.test.yaml", source);
      expect(tests === null).toBe(problems.length > 0);
      for (const { at, message } of problems) {
        const { span, start } = at;
        expect(message).not.toBe("");
        expect(0 <= span.start && span.start <= span.end && span.end <= source.length).toBe(true);
        expect(start.line >= 1 && start.column >= 1).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
