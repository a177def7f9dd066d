/** One incoming event against one committed event: not only the verdict, but every rule that says so. */

import type { ConflictRules } from "@truce/core";
import {
  compareScalars,
  scalarAt,
  selectsType,
  rulesForIncoming,
  type MatchableEvent,
  type ConflictRule,
} from "@truce/core/rules";

/** What the rules say of a pair. */
export type PairVerdict =
  | { readonly kind: "compatible" }
  /** The incoming type has no rule: it conflicts with everything. */
  | { readonly kind: "unregistered" }
  /** These rules say so; at least one. The engine names only the first. */
  | { readonly kind: "conflict"; readonly rules: readonly ConflictRule[] };

/** Judges a pair as the engine does. The rules are compiled: none has a free predicate. */
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
