/** Arbitrary rule sets with few types, categories and fields, so that rules often match, replace and cover each other. */

import type { ConflictRules, RecordedEvent, JsonValue } from "@truce/core";
import {
  conflictRulesFrom,
  judge,
  type TypeSelector,
  type Comparison,
  type RuleDeclaration,
} from "@truce/core/rules";
import fc from "fast-check";
import { FIELDS, PAYLOADS } from "@truce/test-support";

/** The types that rules name. */
export const TYPES = ["A", "B", "C"] as const;
/** The categories that rules name. */
export const CATEGORIES = ["client", "order"] as const;

const oneType: fc.Arbitrary<TypeSelector> = fc.constantFrom(...TYPES).map((name) => ({ type: name }));
const anything: fc.Arbitrary<TypeSelector> = fc
  .subarray([...TYPES])
  .map((anythingExcept) => ({ anythingExcept }));
const path = fc.constantFrom(...FIELDS);
const comparison: fc.Arbitrary<Comparison> = fc.record({
  mine: path,
  operator: fc.constantFrom("=" as const, "!=" as const),
  theirs: path,
});
const when = fc.oneof(fc.constant([]), {
  weight: 3,
  arbitrary: fc.array(comparison, { minLength: 1, maxLength: 2 }),
});
const scope = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.constantFrom(...CATEGORIES));

const declaration: fc.Arbitrary<RuleDeclaration> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ incoming: oneType, conflictsWith: fc.constant([]), category: scope }) },
  {
    weight: 6,
    arbitrary: fc.record({
      incoming: oneType,
      conflictsWith: fc.array(fc.oneof({ weight: 4, arbitrary: oneType }, anything), {
        minLength: 1,
        maxLength: 2,
      }),
      when,
      category: scope,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      incoming: anything,
      conflictsWith: fc.array(fc.oneof(oneType, anything), { minLength: 1, maxLength: 2 }),
      when,
      category: scope,
    }),
  },
);

/** Declarations that do not contradict each other. Those inside a category override those outside. */
const declarations: fc.Arbitrary<readonly RuleDeclaration[]> = fc
  .array(declaration, { maxLength: 7 })
  .map((all) =>
    withoutContradictions(
      all.map((one) => ({ ...one, override: one.category !== null && "type" in one.incoming })),
    ),
  );

/** A rule set. */
export const ruleSet: fc.Arbitrary<ConflictRules> = declarations.map((all) => conflictRulesFrom(all));

/** A rule set, and a second one made from it by removing some declarations and adding others. */
export const changedRuleSets: fc.Arbitrary<readonly [before: ConflictRules, after: ConflictRules]> = fc
  .tuple(declarations, fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), declarations)
  .map(([before, stays, added]) => [
    conflictRulesFrom(before),
    conflictRulesFrom(
      withoutContradictions([...before.filter((_, index) => stays[index]), ...added.slice(0, 3)]),
    ),
  ]);

function withoutContradictions(all: readonly RuleDeclaration[]): readonly RuleDeclaration[] {
  const accepted: RuleDeclaration[] = [];
  for (const next of all) {
    try {
      conflictRulesFrom(accepted.concat(next));
      accepted.push(next);
    } catch {
      // It contradicts an earlier declaration.
    }
  }
  return accepted;
}

/**
 * The pairs of payloads, from all pairs of `PAYLOADS`, for which the engine finds a conflict between two types. Each pair is a
 * text.
 */
export function conflictsByEngine(
  rules: ConflictRules,
  category: string,
  incoming: string,
  committed: string,
): ReadonlySet<string> {
  const verdict = judge(
    rules,
    category,
    PAYLOADS.map((data) => ({ type: incoming, data })),
    PAYLOADS.map((data, index) => committedEvent(committed, data, index + 1)),
  );
  const pairs = verdict.kind === "conflict" ? verdict.pairs : [];
  return new Set(pairs.map((pair) => `${pair.incoming.index} ${pair.committed.version}`));
}

/** A committed event with the properties that rules can see. */
export function committedEvent(type: string, data: JsonValue, version = 1): RecordedEvent {
  return {
    type,
    data,
    id: `${version}`,
    streamId: "client-1",
    version,
    position: version,
    recordedAt: new Date(0),
    metadata: {},
    provenance: { expectedVersion: 0, append: { id: "1", index: 0, count: 1 }, rules: null },
  };
}
