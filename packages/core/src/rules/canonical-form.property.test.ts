import { arbitraryRuleDeclarations } from "@truce/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";

import { conflictRulesFrom } from "./conflict-rules-from.ts";
import type { RuleDeclaration } from "./declaration.ts";
import type { TypeSelector } from "./matcher.ts";

/** Names that a careless program sorts or quotes wrongly. */
const HOSTILE = ['"', "\\", "é", "\u{1F600}", "\uFFFF", "A", "a", "a b", '["A"]', "__proto__", "type"];

const selector: fc.Arbitrary<TypeSelector> = fc.oneof(
  fc.constantFrom(...HOSTILE).map((type) => ({ type })),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 3 }).map((anythingExcept) => ({ anythingExcept })),
);
const path = fc.array(fc.constantFrom("a", "b", '"'), { minLength: 1, maxLength: 2 });
const hostileDeclaration: fc.Arbitrary<RuleDeclaration> = fc.record({
  incoming: selector,
  conflictsWith: fc.array(selector, { minLength: 1, maxLength: 3 }),
  when: fc.array(
    fc.record({ mine: path, operator: fc.constantFrom("=" as const, "!=" as const), theirs: path }),
    {
      maxLength: 3,
    },
  ),
  category: fc.constantFrom(null, "", "client", '"'),
  override: fc.constant(false),
});
const hostile = fc
  .array(hostileDeclaration, { maxLength: 6 })
  .filter((declarations) => isValid(declarations));

test("the canonical JSON is the same as that of a simple program", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, arbitraryRuleDeclarations({ predicates: true })), (declarations) => {
      expect(conflictRulesFrom(declarations).canonicalJson).toBe(obviousCanonicalJson(declarations));
    }),
    { numRuns: 500 },
  );
});

test("no part of a registry can be changed", () => {
  fc.assert(
    fc.property(arbitraryRuleDeclarations({ predicates: true }), (declarations) => {
      const source = { file: "a", line: 1, column: 1 };
      expectFrozen(conflictRulesFrom(declarations.map((declaration) => ({ ...declaration, source }))));
    }),
  );
});

function expectFrozen(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  expect(Object.isFrozen(value), JSON.stringify(value)).toBe(true);
  for (const part of Object.values(value)) expectFrozen(part);
}

function isValid(declarations: readonly RuleDeclaration[]): boolean {
  try {
    conflictRulesFrom(declarations);
    return true;
  } catch {
    return false;
  }
}

/** Everything as JSON, sorted as JSON, and parsed again. */
function obviousCanonicalJson(declarations: readonly RuleDeclaration[]): string {
  const targetsBySubject = new Map<string, string[]>();
  for (const { incoming, category = null, conflictsWith, when = [], conflictsWhen } of declarations) {
    const subject = JSON.stringify([category, canonical(incoming)]);
    const targets = conflictsWith.map((committed) => {
      const target = {
        ...canonical(committed),
        predicate: conflictsWhen !== undefined,
        when: parsed(sortedOnce(when.map((comparison) => JSON.stringify(withSortedKeys(comparison))))),
      };
      return JSON.stringify(withSortedKeys(target));
    });
    targetsBySubject.set(subject, [...(targetsBySubject.get(subject) ?? []), ...targets]);
  }
  const subjects = sortedOnce([...targetsBySubject.keys()]).map((subject) => {
    const [category, incoming] = JSON.parse(subject) as readonly [unknown, object];
    return { category, conflicts: parsed(sortedOnce(targetsBySubject.get(subject) ?? [])), incoming };
  });
  const isBarrier = ({ incoming }: (typeof subjects)[number]): boolean => "anythingExcept" in incoming;
  return JSON.stringify({
    barriers: subjects.filter(isBarrier),
    rules: subjects.filter((subject) => !isBarrier(subject)),
    version: 1,
  });
}

function canonical(one: TypeSelector): object {
  return "type" in one ? { type: one.type } : { anythingExcept: sortedOnce(one.anythingExcept) };
}

function withSortedKeys(value: object): object {
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function sortedOnce(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== undefined).toSorted();
}

function parsed(texts: readonly string[]): readonly unknown[] {
  return texts.map((text): unknown => JSON.parse(text));
}
