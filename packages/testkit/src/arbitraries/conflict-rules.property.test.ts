import type { ConflictRules } from "@truce/core";
import { conflictRulesFrom } from "@truce/core/rules";
import { runs } from "@truce/test-support";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryConflictRules } from "./conflict-rules.ts";
import { arbitraryRuleDeclarations } from "./rule-declarations.ts";

test("generated declarations are never contradictory, and their order does not matter", () => {
  fc.assert(
    fc.property(arbitraryRuleDeclarations({ predicates: true }), (declarations) => {
      const backwards = conflictRulesFrom(declarations.toReversed());
      expect(backwards.fingerprint).toBe(conflictRulesFrom(declarations).fingerprint);
    }),
    runs(500),
  );
});

const shapes: readonly (readonly [what: string, has: (rules: ConflictRules) => boolean])[] = [
  ["a type that never conflicts", neverConflicts],
  ["anything", ({ rules }) => rules.some(({ committed }) => exceptions(committed) === 0)],
  ["anything except", ({ rules }) => rules.some(({ committed }) => exceptions(committed) > 0)],
  ["a condition", ({ rules }) => rules.some(({ when }) => when.length > 0)],
  ["a predicate", ({ rules }) => rules.some(({ conflictsWhen }) => conflictsWhen !== null)],
  ["a barrier", ({ rules }) => rules.some(({ incoming }) => "anythingExcept" in incoming)],
  [
    "a barrier in a category",
    ({ rules }) => rules.some(({ incoming, category }) => "anythingExcept" in incoming && category !== null),
  ],
  [
    "a rule in a category only",
    ({ registrations }) => registrations.some((one) => isInside(one) && !outside(one, registrations)),
  ],
  [
    "an override",
    ({ registrations }) => registrations.some((one) => isInside(one) && outside(one, registrations)),
  ],
  ["an unregistered type", ({ registrations }) => registrations.length < 5],
];

test.each(shapes)("some generated rules have %s", (_, has) => {
  const rules = fc.sample(arbitraryConflictRules({ predicates: true }), { seed: 1, numRuns: 200 });
  const share = rules.filter((one) => has(one)).length / rules.length;
  expect(share).toBeGreaterThan(0.05);
});

function neverConflicts({ registrations, rules }: ConflictRules): boolean {
  return registrations.some(
    ({ type, category }) =>
      !rules.some(
        (rule) => rule.category === category && "type" in rule.incoming && rule.incoming.type === type,
      ),
  );
}

/** How many types the selector excepts; NaN if it names a type. */
function exceptions(selector: ConflictRules["rules"][number]["committed"]): number {
  return "anythingExcept" in selector ? selector.anythingExcept.length : NaN;
}

function isInside({ category }: ConflictRules["registrations"][number]): boolean {
  return category !== null;
}

function outside(
  { type }: ConflictRules["registrations"][number],
  registrations: ConflictRules["registrations"],
): boolean {
  return registrations.some((other) => other.type === type && other.category === null);
}
