/** One incoming event against one committed event: not only the verdict, but every rule that had a say in it. */

import {
  compareScalars,
  rulesForIncoming,
  scalarAt,
  selectsType,
  type ComparableScalar,
  type Comparison,
  type ConflictRule,
  type ConflictRules,
  type MatchableEvent,
} from "@truce/core";

/** What the rules say of a pair. */
export type PairVerdict =
  /** The incoming type has no rule: it conflicts with everything. */
  | { readonly kind: "unregistered" }
  /** These rules say so; at least one. */
  | { readonly kind: "conflict"; readonly rules: readonly JudgedRule[] }
  /** These rules name the committed type too, but not with these payloads. */
  | { readonly kind: "compatible"; readonly rules: readonly JudgedRule[] };

/** A rule that selects both types, and its comparisons. */
export interface JudgedRule {
  readonly rule: ConflictRule;
  readonly compared: readonly Compared[];
}

/** A comparison, and what it compared; undefined where that is in doubt, so that the comparison holds. */
export interface Compared {
  readonly comparison: Comparison;
  readonly mine: ComparableScalar | undefined;
  readonly theirs: ComparableScalar | undefined;
  readonly holds: boolean;
}

/** Judges a pair as the engine does. */
export function judgePair(
  rules: ConflictRules,
  category: string,
  incoming: MatchableEvent,
  committed: MatchableEvent,
): PairVerdict {
  const judging = rulesForIncoming(rules, incoming.type, category);
  if (!judging) return { kind: "unregistered" };
  const judged = judging.rules
    .filter((rule) => selectsType(rule.committed, committed.type))
    .map((rule) => ({
      rule,
      compared: rule.when.map((comparison) => compare(comparison, incoming, committed)),
    }));
  const holding = judged.filter(({ compared }) => compared.every(({ holds }) => holds));
  return holding.length > 0 ? { kind: "conflict", rules: holding } : { kind: "compatible", rules: judged };
}

function compare(comparison: Comparison, incoming: MatchableEvent, committed: MatchableEvent): Compared {
  const mine = scalarAt(incoming.data, comparison.mine);
  const theirs = scalarAt(committed.data, comparison.theirs);
  return { comparison, mine, theirs, holds: compareScalars(mine, comparison.operator, theirs) };
}
