/** Core writes rules in this language without knowing its parser. What it writes must mean the same rule. */

import { conflictRulesFrom, RESERVED_WORDS, ruleText, type RuleDeclaration } from "@truce/core/rules";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compileOrThrow } from "./compiler.ts";

const word = fc.oneof(fc.constantFrom("id", "né", "_a1", "B"), fc.constantFrom(...RESERVED_WORDS));
const type = fc.oneof(
  word,
  fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => words.join(".")),
  fc.string({ minLength: 1, maxLength: 8, unit: "binary" }).filter((name) => !name.includes("\0")),
);
const types = fc.uniqueArray(type, { minLength: 1, maxLength: 3 });
const path = fc.array(word, { minLength: 1, maxLength: 3 });
const sameField = path.map((field) => ({ mine: field, operator: "=" as const, theirs: field }));
const comparison = fc.record({
  mine: path,
  operator: fc.constantFrom("=" as const, "!=" as const),
  theirs: path,
});
const when = fc.oneof(fc.array(sameField, { maxLength: 3 }), fc.array(comparison, { maxLength: 3 }));
const target = fc.oneof(
  type.map((name) => ({ type: name })),
  types.map((anythingExcept) => ({ anythingExcept })),
  fc.constant({ anythingExcept: [] }),
);

const rule: fc.Arbitrary<RuleDeclaration> = fc.oneof(
  fc.record({ incoming: type.map((name) => ({ type: name })), conflictsWith: fc.tuple(target), when }),
  fc.record({
    incoming: types.map((anythingExcept) => ({ anythingExcept })),
    conflictsWith: fc.tuple(type.map((name) => ({ type: name }))),
    when,
  }),
);

test("the text of every rule compiles to that rule", () => {
  fc.assert(
    fc.property(rule, (declaration) => {
      const { rules, canonicalJson } = conflictRulesFrom([declaration]);
      const [text] = rules.map(ruleText);
      expect(compileOrThrow([{ file: "a.conflicts", text: `${text}\n` }]).canonicalJson).toBe(canonicalJson);
    }),
    { numRuns: 1_000 },
  );
});
