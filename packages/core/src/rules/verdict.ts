/** The engine: incoming events held against committed events, pair by pair. */

import type { RecordedEvent } from "../events/event.ts";
import type { ConflictRule, ConflictRules } from "./conflict-rules.ts";
import { PredicateFailedError } from "../errors/predicate-failed-error.ts";
import { rulesForIncoming, type IncomingRules } from "./lookup.ts";
import { compareScalars, scalarAt, selectsType, type MatchableEvent } from "./matcher.ts";

/** An incoming event that conflicts, and its place in the append. */
export interface IncomingInConflict extends MatchableEvent {
  /** From 0. */
  readonly index: number;
}

/** A conflicting pair, and why it conflicts. */
export type ConflictingPair =
  | {
      /** The incoming type has no rule, so it conflicts with every committed event. */
      readonly reason: "unregistered";
      readonly incoming: IncomingInConflict;
      readonly committed: RecordedEvent;
    }
  | {
      /** A rule says so. Where several do, this is the first in canonical order. */
      readonly reason: "rule";
      readonly incoming: IncomingInConflict;
      readonly committed: RecordedEvent;
      readonly rule: ConflictRule;
    };

/** The engine's answer for incoming events against committed ones. */
export type Verdict =
  | { readonly kind: "compatible" }
  | {
      readonly kind: "conflict";
      /** Every conflicting pair, by incoming index and then by committed version. */
      readonly pairs: readonly [ConflictingPair, ...ConflictingPair[]];
    };

/**
 * Judges every incoming event against every committed event that its author had not seen.
 *
 * @param rules - Null for a store without rules, where every pair conflicts.
 * @param category - The category of the stream.
 * @throws PredicateFailedError (code `predicate-failed`) if a `conflictsWhen` throws or answers no boolean.
 *
 * @example
 * ```ts
 * const verdict = judge(rules, "client", [{ type: "MeetingNoteAdded", data: {} }], committed);
 * ```
 */
export function judge(
  rules: ConflictRules | null,
  category: string,
  incoming: readonly MatchableEvent[],
  committed: readonly RecordedEvent[],
): Verdict {
  const [first, ...rest] = incoming.flatMap(({ type, data }, index) => {
    const judging = rules === null ? undefined : rulesForIncoming(rules, type, category);
    return committed.flatMap((event) => judgePair(judging, { index, type, data }, event) ?? []);
  });
  return first ? { kind: "conflict", pairs: [first, ...rest] } : { kind: "compatible" };
}

function judgePair(
  judging: IncomingRules | undefined,
  incoming: IncomingInConflict,
  committed: RecordedEvent,
): ConflictingPair | undefined {
  if (!judging) return { reason: "unregistered", incoming, committed };
  const rule = judging.rules.find((candidate) => ruleApplies(candidate, incoming, committed));
  return rule && { reason: "rule", incoming, committed, rule };
}

function ruleApplies(rule: ConflictRule, incoming: MatchableEvent, committed: RecordedEvent): boolean {
  return (
    selectsType(rule.committed, committed.type) &&
    rule.when.every(({ mine, operator, theirs }) =>
      compareScalars(scalarAt(incoming.data, mine), operator, scalarAt(committed.data, theirs)),
    ) &&
    (rule.conflictsWhen === null || predicateHolds(rule, incoming, committed))
  );
}

/** The predicate's answer. One that fails has not said that nothing conflicts, so nothing may be merged on it. */
function predicateHolds(rule: ConflictRule, incoming: MatchableEvent, committed: RecordedEvent): boolean {
  let answer: unknown;
  try {
    answer = rule.conflictsWhen?.(incoming, committed);
  } catch (cause) {
    throw new PredicateFailedError(rule, "threw an error", { cause });
  }
  if (typeof answer !== "boolean") {
    throw new PredicateFailedError(rule, "answered with something that is no boolean (is it asynchronous?)");
  }
  return answer;
}
