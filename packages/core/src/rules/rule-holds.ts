/** Decides whether a rule holds for a pair of events. */

import { PredicateFailedError } from "./predicate-failed-error.ts";
import type { JsonValue } from "../events/json.ts";
import type { RecordedEvent } from "../events/event.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import type { Comparison } from "./declaration.ts";
import { compareScalars, scalarAt, selectsType, type MatchableEvent } from "./matcher.ts";

/**
 * Whether the incoming event conflicts with the committed event by this rule. The rule must be one for the incoming event:
 * `rulesForIncoming` finds those.
 *
 * @throws PredicateFailedError (code `predicate-failed`) if the rule's `conflictsWhen` throws or returns no boolean.
 *
 * @example
 * ```ts
 * const incoming = { type: "NotePinned", data: { noteId: "n1" } };
 * const holding = rules.rules.filter((rule) => committed.some((event) => ruleHolds(rule, incoming, event)));
 * ```
 */
export function ruleHolds(rule: ConflictRule, incoming: MatchableEvent, committed: RecordedEvent): boolean {
  return (
    selectsType(rule.committed, committed.type) &&
    conditionHolds(rule.when, incoming.data, committed.data) &&
    predicateHolds(rule, incoming, committed)
  );
}

/** Whether every comparison of the two payloads holds or is in doubt. */
export function conditionHolds(
  when: readonly Comparison[],
  incoming: JsonValue,
  committed: JsonValue,
): boolean {
  for (const { mine, operator, theirs } of when) {
    if (!compareScalars(scalarAt(incoming, mine), operator, scalarAt(committed, theirs))) return false;
  }
  return true;
}

/**
 * The answer of the rule's predicate; true if it has none.
 *
 * @throws PredicateFailedError (code `predicate-failed`): it is unknown whether the pair conflicts, so nothing may be merged.
 */
export function predicateHolds(
  rule: ConflictRule,
  incoming: MatchableEvent,
  committed: RecordedEvent,
): boolean {
  if (rule.conflictsWhen === null) return true;
  let answer: unknown;
  try {
    // Copies: if the predicate changes them, the rules after it still judge the original events.
    answer = rule.conflictsWhen(structuredClone(incoming), structuredClone(committed));
  } catch (cause) {
    throw new PredicateFailedError(rule, "threw an error", { cause });
  }
  if (typeof answer !== "boolean") {
    throw new PredicateFailedError(rule, "did not return a boolean (is it asynchronous?)");
  }
  return answer;
}
