import type { ConflictRules } from "@truce/core";
import { selectsType, conflictRulesFrom, typesIn } from "@truce/core/rules";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CATEGORIES, changedRuleSets, conflictsByEngine, ruleSet, TYPES } from "../../tests/rule-sets.ts";
import { diffRules } from "./diff-rules.ts";
import type { Effect, PairChange } from "./rules-diff.ts";

const UNNAMED = "SomethingElse";
const ELSEWHERE = "elsewhere";

/** What a change does to a pair according to the engine: it loses conflicts, gains some, both or neither. */
function effectByEngine(
  [before, after]: readonly [ConflictRules, ConflictRules],
  category: string,
  incoming: string,
  committed: string,
): Effect | null {
  const was = conflictsByEngine(before, category, incoming, committed);
  const is = conflictsByEngine(after, category, incoming, committed);
  const [loses, gains] = [[...was].some((pair) => !is.has(pair)), [...is].some((pair) => !was.has(pair))];
  if (loses) return gains ? "loosened-and-tightened" : "loosened";
  return gains ? "tightened" : null;
}

/** The changes of a pair in the streams of a category. */
function changesFor(
  changes: readonly PairChange[],
  category: string,
  incoming: string,
  committed: string,
): readonly PairChange[] {
  return changes.filter(
    (change) =>
      change.incoming === incoming &&
      selectsType(change.committed, committed) &&
      (change.streams.category === category ||
        change.streams.anyCategoryExcept?.includes(category) === false),
  );
}

const changed: fc.Arbitrary<readonly [before: ConflictRules, after: ConflictRules]> = fc.oneof(
  { weight: 3, arbitrary: changedRuleSets },
  fc.tuple(ruleSet, ruleSet),
);

describe("diffRules", () => {
  test("agrees with the engine on every pair, in every stream, for all payloads", () => {
    fc.assert(
      fc.property(changed, (both) => {
        const { changes } = diffRules(both[0], both[1]);
        for (const incoming of [...TYPES, UNNAMED]) {
          for (const committed of [...TYPES, UNNAMED]) {
            for (const category of [...CATEGORIES, ELSEWHERE]) {
              const effect = effectByEngine(both, category, incoming, committed);
              const found = changesFor(changes, category, incoming, committed);
              expect(found.map((change) => change.effect)).toEqual(effect === null ? [] : [effect]);
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("counts every pair once, and pairs with new types separately", () => {
    fc.assert(
      fc.property(changed, (both) => {
        const { changes, counts } = diffRules(both[0], both[1]);
        const known = new Set(typesIn(both[0]));
        const named = new Set([...known, ...typesIn(both[1])]);
        const count = (types: Iterable<string>, isNew: boolean, ...effects: readonly Effect[]): number =>
          [...named]
            .flatMap((incoming) => [...types, UNNAMED].map((committed) => [incoming, committed] as const))
            .filter(([incoming, committed]) =>
              [...CATEGORIES, ELSEWHERE].some((category) =>
                changesFor(changes, category, incoming, committed).some(
                  (change) => change.isNew === isNew && effects.includes(change.effect),
                ),
              ),
            ).length;
        expect(counts).toEqual({
          loosened: count(known, false, "loosened", "loosened-and-tightened"),
          tightened: count(known, false, "tightened", "loosened-and-tightened"),
          undecided: 0,
          added: count(named, true, "loosened", "tightened", "loosened-and-tightened"),
        });
        for (const { incoming, committed, isNew } of changes) {
          const isNewTarget = "type" in committed && !known.has(committed.type);
          expect(isNew).toBe(!known.has(incoming) || isNewTarget);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("finds the opposite if before and after are swapped", () => {
    const opposite = { loosened: "tightened", tightened: "loosened" } as const;
    fc.assert(
      fc.property(changed, ([before, after]) => {
        const turned = diffRules(after, before).changes.map((change) => ({
          ...change,
          effect: opposite[change.effect as keyof typeof opposite] ?? change.effect,
          before: change.after,
          after: change.before,
          isNew: null,
        }));
        expect(turned).toEqual(
          diffRules(before, after).changes.map((change) => ({ ...change, isNew: null })),
        );
      }),
    );
  });

  test("finds a barrier that counts in one category only, for types whose rules are outside", () => {
    const outside = { incoming: { type: "A" }, conflictsWith: [{ type: "C" }] };
    const barrier = {
      incoming: { anythingExcept: [] },
      conflictsWith: [{ type: "B" }],
      category: "client",
    };
    const { changes } = diffRules(conflictRulesFrom([outside]), conflictRulesFrom([outside, barrier]));
    expect(
      changes.map(({ incoming, committed, streams, effect }) => [incoming, committed, streams, effect]),
    ).toEqual([["A", { type: "B" }, { category: "client" }, "tightened"]]);
  });
});
