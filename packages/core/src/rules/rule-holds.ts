/** Whether a rule holds for a pair of events: what one line of a rule set means. */

import { PredicateFailedError } from "./predicate-failed-error.ts";
import type { JsonValue } from "../events/json.ts";
import type { RecordedEvent } from "../events/event.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import type { Comparison } from "./declaration.ts";
import { compareScalars, scalarAt, selectsType, type MatchableEvent } from "./matcher.ts";

/**
 * Whether a rule for this incoming event says that it conflicts with the committed event. Which rules are for it,
 * `rulesForIncoming` finds.
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
    (rule.conflictsWhen === null || predicateHolds(rule, incoming, committed))
  );
}

/** Whether every comparison of two payloads holds, or is in doubt. */
export function conditionHolds(
  when: readonly Comparison[],
  incoming: JsonValue,
  committed: JsonValue,
): boolean {
  return when.every(({ mine, operator, theirs }) =>
    compareScalars(scalarAt(incoming, mine), operator, scalarAt(committed, theirs)),
  );
}

/** The predicate's answer. One that fails has not said that nothing conflicts, so nothing may be merged on it. */
function predicateHolds(rule: ConflictRule, incoming: MatchableEvent, committed: RecordedEvent): boolean {
  let answer: unknown;
  try {
    // Copies: whatever the predicate does to what it is shown, the rules after it judge the events themselves.
    answer = rule.conflictsWhen?.(structuredClone(incoming), structuredClone(committed));
  } catch (cause) {
    throw new PredicateFailedError(rule, "threw an error", { cause });
  }
  if (typeof answer !== "boolean") {
    throw new PredicateFailedError(rule, "answered with something that is no boolean (is it asynchronous?)");
  }
  return answer;
}
