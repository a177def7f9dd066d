/** The engine: judges incoming events against committed events, pair by pair. */

import type { RecordedEvent } from "../events/event.ts";
import type { ConflictRule, ConflictRules } from "./conflict-rules.ts";
import { rulesForIncoming, type IncomingRules } from "./lookup.ts";
import type { MatchableEvent } from "./matcher.ts";
import { categoriesFor } from "./names-in-rules.ts";
import { ruleHolds } from "./rule-holds.ts";

/** An incoming event that conflicts, with its index in the append. */
export interface IncomingInConflict extends MatchableEvent {
  /** The index in the append, from 0. */
  readonly index: number;
}

/** A conflicting pair, and the reason for the conflict. */
export type ConflictingPair =
  | {
      /** The incoming type has no rule, so it conflicts with every committed event. */
      readonly reason: "unregistered";
      readonly incoming: IncomingInConflict;
      readonly committed: RecordedEvent;
      /**
       * The categories in which the incoming type has rules, sorted. If one of them is similar to the category of the
       * stream, the stream id is probably misspelt. Empty if the type has no rules at all.
       */
      readonly registeredIn: readonly string[];
    }
  | {
      /**
       * A rule holds. If several rules hold, this is the first one: rules without a predicate come before rules with one, and
       * the type's own rules come before barriers.
       */
      readonly reason: "rule";
      readonly incoming: IncomingInConflict;
      readonly committed: RecordedEvent;
      readonly rule: ConflictRule;
    };

/** The verdict of the engine on incoming events against committed events. */
export type Verdict =
  | { readonly kind: "compatible" }
  | {
      readonly kind: "conflict";
      /** Every conflicting pair, by incoming index and then by committed version. */
      readonly pairs: readonly [ConflictingPair, ...ConflictingPair[]];
    };

/**
 * Judges every incoming event against every one of these committed events, which the author of the append had not seen.
 *
 * @param rules - Null for a store without rules: every pair conflicts.
 * @param category - The category of the stream.
 * @throws PredicateFailedError (code `predicate-failed`) if a `conflictsWhen` throws or does not return a boolean.
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
  return verdictOf(committed.flatMap(createJudge(rules, category, incoming).pairsWith));
}

/** The verdict on conflicting pairs, which it sorts. */
export function verdictOf(pairs: readonly ConflictingPair[]): Verdict {
  const [first, ...rest] = pairs.toSorted(
    (one, other) =>
      one.incoming.index - other.incoming.index || one.committed.version - other.committed.version,
  );
  return first ? { kind: "conflict", pairs: [first, ...rest] } : { kind: "compatible" };
}

/** Judges the same incoming events against one committed event after another. */
export interface Judge {
  /** The conflicting pairs with this committed event. */
  readonly pairsWith: (committed: RecordedEvent) => readonly ConflictingPair[];
  /** Whether there is such a pair. It stops at the first one. */
  readonly hasConflict: (committed: RecordedEvent) => boolean;
}

/** Looks up the rules once, for any number of committed events. */
export function createJudge(
  rules: ConflictRules | null,
  category: string,
  incoming: readonly MatchableEvent[],
): Judge {
  const judged = incoming.map(({ type, data }, index) => {
    const judging = rules === null ? undefined : rulesForIncoming(rules, type, category);
    return {
      event: { index, type, data },
      judging: judging ?? { registeredIn: rules === null ? [] : categoriesFor(rules, type) },
    };
  });
  return {
    pairsWith: (committed) =>
      judged.flatMap(({ event, judging }) => judgePair(judging, event, committed) ?? []),
    hasConflict: (committed) =>
      judged.some(({ event, judging }) => judgePair(judging, event, committed) !== undefined),
  };
}

function judgePair(
  judging: IncomingRules | { readonly registeredIn: readonly string[] },
  incoming: IncomingInConflict,
  committed: RecordedEvent,
): ConflictingPair | undefined {
  if ("registeredIn" in judging) {
    return { reason: "unregistered", incoming, committed, registeredIn: judging.registeredIn };
  }
  const rule = judging.rules.find((candidate) => ruleHolds(candidate, incoming, committed));
  return rule && { reason: "rule", incoming, committed, rule };
}
