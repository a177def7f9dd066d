/**
 * Partial evaluation: conflict rules applied to incoming events leave matchers, which are plain data.
 *
 * This is what lets the check be pushed down into a database: the adapter never sees a rule, only which committed
 * events would conflict.
 */

import type { JsonValue } from "../events/json.ts";
import { compareText } from "./canonical-form.ts";
import type { ConflictRule, ConflictRules } from "./conflict-rules.ts";
import type { Comparison } from "./declaration.ts";
import { rulesForIncoming } from "./lookup.ts";
import { scalarAt, type FieldComparison, type MatchableEvent, type Matcher } from "./matcher.ts";

/** Which committed events an append conflicts with: every one, or those that a matcher matches. */
export type ConflictsWith = "any-event" | readonly Matcher[];

/** What partial evaluation leaves of the rules. */
export interface PartialEvaluation {
  /** Which committed events conflict. */
  readonly conflictsWith: ConflictsWith;
  /**
   * True where the matchers are exactly the rules. False where a rule has a free predicate: the matchers are then wider
   * than the rules, and what they match has still to be judged.
   */
  readonly exact: boolean;
}

/**
 * The matchers that stand for the rules of these incoming events: a committed event conflicts with the append exactly
 * if one of them matches it (or might conflict, where `exact` is false).
 *
 * @param rules - Null for a store without rules, where every out-of-date append conflicts.
 * @param category - The category of the stream.
 */
export function partiallyEvaluate(
  rules: ConflictRules | null,
  category: string,
  incoming: readonly MatchableEvent[],
): PartialEvaluation {
  const matchers = new Map<string, Matcher>();
  let exact = true;
  for (const event of incoming) {
    const judging = rules === null ? undefined : rulesForIncoming(rules, event.type, category);
    // INVARIANT: one unregistered event makes the whole append conflict with everything, exactly.
    if (!judging) return { conflictsWith: "any-event", exact: true };
    if (judging.havePredicates) exact = false;
    for (const rule of judging.rules) {
      const matcher = matcherOf(rule, event.data);
      matchers.set(JSON.stringify(matcher), matcher);
    }
  }
  const list = [...matchers]
    .toSorted(([left], [right]) => compareText(left, right))
    .map(([, matcher]) => matcher);
  return { conflictsWith: list.some(matchesEverything) ? "any-event" : list, exact };
}

function matcherOf(rule: ConflictRule, data: JsonValue): Matcher {
  const where = rule.when.flatMap((comparison) => comparisonWith(comparison, data));
  return "type" in rule.committed
    ? { type: rule.committed.type, where }
    : { anythingExcept: rule.committed.anythingExcept, where };
}

/** Nothing where the incoming field is in doubt: a comparison that always holds says nothing. */
function comparisonWith({ mine, operator, theirs }: Comparison, data: JsonValue): readonly FieldComparison[] {
  const value = scalarAt(data, mine);
  return value === undefined ? [] : [{ path: theirs, operator, value }];
}

function matchesEverything(matcher: Matcher): boolean {
  return "anythingExcept" in matcher && matcher.anythingExcept.length === 0 && matcher.where.length === 0;
}
