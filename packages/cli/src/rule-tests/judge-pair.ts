/** Judges one incoming event against one committed event, and returns every rule that makes them conflict. */

import {
  compareScalars,
  rulesForIncoming,
  scalarAt,
  selectsType,
  type ConflictRule,
  type ConflictRules,
  type MatchableEvent,
} from "@truce/core";

/** What the rules decide about a pair. */
export type PairVerdict =
  | { readonly kind: "compatible" }
  /** The incoming type has no rule: it conflicts with everything. */
  | { readonly kind: "unregistered" }
  /** These rules make the pair conflict; at least one. The engine names only the first. */
  | { readonly kind: "conflict"; readonly rules: readonly ConflictRule[] };

/** Judges a pair as the engine does. The rules are compiled, so none has a free predicate. */
export function judgePair(
  rules: ConflictRules,
  category: string,
  incoming: MatchableEvent,
  committed: MatchableEvent,
): PairVerdict {
  const judging = rulesForIncoming(rules, incoming.type, category);
  if (!judging) return { kind: "unregistered" };
  const holding = judging.rules.filter(
    (rule) =>
      selectsType(rule.committed, committed.type) &&
      rule.when.every(({ mine, operator, theirs }) =>
        compareScalars(scalarAt(incoming.data, mine), operator, scalarAt(committed.data, theirs)),
      ),
  );
  return holding.length > 0 ? { kind: "conflict", rules: holding } : { kind: "compatible" };
}
