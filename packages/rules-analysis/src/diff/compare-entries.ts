/** Compares what two rule sets say about one pair. */

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

/** The budget for all pairs, so that no rule sets can make a comparison slow. Beyond it, pairs are reported as changed. */
const MAX_EFFORT = 3_000_000;

/** Compares what rules say about pairs, and caches the results. */
export interface EntryComparer {
  /** A text that identifies an entry: equal for entries with the same rules. */
  readonly keyOf: (entry: PairEntry) => string;
  /** A text that identifies rules, regardless of their incoming type. */
  readonly ruleKey: (rule: ConflictRule) => string;
  /** The effect of the change on the pair; null if the verdict is the same for all payloads. */
  readonly effectOf: (before: PairEntry, after: PairEntry) => Effect | null;
}

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
  /** Whether a conflict is lost: some payloads conflict under the first entry and not under the second. */
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
  // INVARIANT: a possible loosening is never reported as no change or as a tightening.
  if (loses === "perhaps") return "changed";
  if (gains === "no") return loses === "yes" ? "loosened" : null;
  return loses === "yes" ? "loosened-and-tightened" : "tightened";
}
