/** Judges one incoming event against one committed event, and returns every rule that makes them conflict. */

import type { ConflictRules } from "@truce/core";
import {
  conditionHolds,
  rulesForIncoming,
  selectsType,
  type MatchableEvent,
  type ConflictRule,
} from "@truce/core/rules";

/** What the rules decide about a pair. */
export type PairVerdict =
  | { readonly kind: "compatible" }
  /** The incoming type has no rule: it conflicts with everything. */
  | { readonly kind: "unregistered" }
  /** These rules make the pair conflict; at least one. The engine names only the first. */
  | { readonly kind: "conflict"; readonly rules: readonly ConflictRule[] };

/**
 * Judges a pair as the engine does. The rules are compiled, so none has a free predicate.
 *
 * @param category - Null for streams of any other category than those of the rules.
 */
export function judgePair(
  rules: ConflictRules,
  category: string | null,
  incoming: MatchableEvent,
  committed: MatchableEvent,
): PairVerdict {
  const judging = rulesForIncoming(rules, incoming.type, category);
  if (!judging) return { kind: "unregistered" };
  const holding = judging.rules.filter(
    ({ committed: selector, when }) =>
      selectsType(selector, committed.type) && conditionHolds(when, incoming.data, committed.data),
  );
  return holding.length > 0 ? { kind: "conflict", rules: holding } : { kind: "compatible" };
}
