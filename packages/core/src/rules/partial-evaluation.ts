/**
 * Partial evaluation: conflict rules applied to incoming events leave matchers, which are plain data.
 *
 * So the check can run inside a database: the adapter sees no rules, only which committed events would conflict.
 */

import type { JsonValue } from "../events/json.ts";
import { compareText } from "./canonical-form.ts";
import type { ConflictRule, ConflictRules } from "./conflict-rules.ts";
import type { Comparison } from "./declaration.ts";
import { rulesForIncoming } from "./lookup.ts";
import { scalarAt, type FieldComparison, type MatchableEvent, type Matcher } from "./matcher.ts";

/** Which committed events an append conflicts with: all, or those that at least one matcher matches. */
export type ConflictsWith = "any-event" | readonly Matcher[];

/** The result of partial evaluation. */
export interface PartialEvaluation {
  /** Which committed events conflict. */
  readonly conflictsWith: ConflictsWith;
  /**
   * True if the matchers mean exactly what the rules mean. False if a rule has a free predicate: the matchers are then wider
   * than the rules, and the rules still have to judge the events that match.
   */
  readonly exact: boolean;
}

/**
 * The matchers for these incoming events. A committed event conflicts with the append exactly if one of the matchers
 * matches it. If `exact` is false, an event that matches might conflict, and no other event does.
 *
 * @param rules - Null for a store without rules: every committed event conflicts.
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
    // INVARIANT: if one event is unregistered, the whole append conflicts with every event, and that is exact.
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

/** Which committed events conflict with an incoming event of this payload by this rule, leaving aside its predicate. */
export function matcherOf(rule: ConflictRule, data: JsonValue): Matcher {
  const where = rule.when.flatMap((comparison) => comparisonWith(comparison, data));
  return "type" in rule.committed
    ? { type: rule.committed.type, where }
    : { anythingExcept: rule.committed.anythingExcept, where };
}

/** Empty if the incoming field is in doubt: the comparison then always holds and can be left out. */
function comparisonWith({ mine, operator, theirs }: Comparison, data: JsonValue): readonly FieldComparison[] {
  const value = scalarAt(data, mine);
  return value === undefined ? [] : [{ path: theirs, operator, value }];
}

function matchesEverything(matcher: Matcher): boolean {
  return "anythingExcept" in matcher && matcher.anythingExcept.length === 0 && matcher.where.length === 0;
}
