/** What becomes of one pair when the rules change. */

import {
  canHoldWithout,
  type ConflictPredicate,
  type ConflictRule,
  type Answer,
  type Conjunction,
  type Effort,
} from "@truce/core/rules";
import { waysToConflict, type PairEntry } from "../tables/pair-entry.ts";
import type { Effect } from "./rules-diff.ts";

/** For all pairs together. No two rule sets make this slow; of absurd ones it is said that they changed. */
const MAX_EFFORT = 3_000_000;

/** Compares what rules say of pairs, each comparison once. */
export interface EntryComparer {
  /** A text by which entries are told apart: equal where they say the same in the same words. */
  readonly keyOf: (entry: PairEntry) => string;
  /** A text by which rules are told apart, whoever their incoming type is. */
  readonly ruleKey: (rule: ConflictRule) => string;
  /** What the change does to the pair; null where it is judged alike for all payloads. */
  readonly effectOf: (before: PairEntry, after: PairEntry) => Effect | null;
}

/** A comparer for the entries of two rule sets. */
export function createComparer(): EntryComparer {
  const predicates = new Map<ConflictPredicate, number>();
  const effects = new Map<string, Effect | null>();
  const budget: Effort = { left: MAX_EFFORT };

  const numberOf = (predicate: ConflictPredicate | null): number => {
    if (predicate === null) return 0;
    const number = predicates.get(predicate) ?? predicates.size + 1;
    predicates.set(predicate, number);
    return number;
  };
  const wayKey = ({ when, conflictsWhen }: Conjunction): string =>
    JSON.stringify([when, numberOf(conflictsWhen)]);
  const keyOf = (entry: PairEntry): string =>
    entry.kind === "conditional" ? entry.rules.map(wayKey).toSorted().join() : entry.kind;
  /** Whether a conflict is lost: a way to conflict in the one that is none in the other. */
  const losesSome = (before: PairEntry, after: PairEntry): Answer => {
    const ways = waysToConflict(after);
    const kept = new Set(ways.map(wayKey));
    let answer: Answer = "no";
    for (const way of waysToConflict(before)) {
      if (kept.has(wayKey(way))) continue;
      const found = canHoldWithout(way, ways, budget);
      if (found === "yes") return "yes";
      if (found === "perhaps") answer = "perhaps";
    }
    return answer;
  };

  return {
    keyOf,
    ruleKey: (rule) => `${JSON.stringify(rule.committed)} ${wayKey(rule)}`,
    effectOf: (before, after) => {
      const key = `${keyOf(before)} -> ${keyOf(after)}`;
      let effect = effects.get(key);
      if (effect === undefined) {
        effect = effectFrom(losesSome(before, after), losesSome(after, before));
        effects.set(key, effect);
      }
      return effect;
    },
  };
}

function effectFrom(loses: Answer, gains: Answer): Effect | null {
  // INVARIANT: what may be a loosening is never reported as none, nor as a tightening.
  if (loses === "perhaps") return "changed";
  if (gains === "no") return loses === "yes" ? "loosened" : null;
  return loses === "yes" ? "loosened-and-tightened" : "tightened";
}
