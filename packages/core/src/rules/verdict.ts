/** The engine: judges incoming events against committed events, pair by pair. */

import type { RecordedEvent } from "../events/event.ts";
import type { ConflictRule, ConflictRules } from "./conflict-rules.ts";
import { rulesForIncoming } from "./lookup.ts";
import { matches, type MatchableEvent, type Matcher } from "./matcher.ts";
import { categoriesFor } from "./names-in-rules.ts";
import { matcherOf } from "./partial-evaluation.ts";
import { predicateHolds } from "./rule-holds.ts";

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
  const pairs: ConflictingPair[] = [];
  for (const one of judgedEvents(rules, category, incoming)) {
    for (const event of committed) {
      const pair = judgePair(one, event);
      if (pair) pairs.push(pair);
    }
  }
  return verdictOf(pairs);
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

/** A rule, and what is left of it for one incoming event. */
interface JudgingRule {
  readonly rule: ConflictRule;
  readonly matcher: Matcher;
}

interface JudgedEvent {
  readonly event: IncomingInConflict;
  /** Null if the type is unregistered. */
  readonly rules: readonly JudgingRule[] | null;
  readonly registeredIn: readonly string[];
}

const NO_PAIRS: readonly ConflictingPair[] = [];

/** Looks up the rules and reads the incoming payloads once, for any number of committed events. */
export function createJudge(
  rules: ConflictRules | null,
  category: string,
  incoming: readonly MatchableEvent[],
): Judge {
  const judged = judgedEvents(rules, category, incoming);
  return {
    pairsWith: (committed) => {
      let pairs: ConflictingPair[] | undefined;
      for (const one of judged) {
        const pair = judgePair(one, committed);
        if (pair) (pairs ??= []).push(pair);
      }
      return pairs ?? NO_PAIRS;
    },
    hasConflict: (committed) => judged.some((one) => judgePair(one, committed) !== undefined),
  };
}

/** The incoming events that can conflict. */
function judgedEvents(
  rules: ConflictRules | null,
  category: string,
  incoming: readonly MatchableEvent[],
): readonly JudgedEvent[] {
  return incoming.flatMap(({ type, data }, index): readonly JudgedEvent[] => {
    const event = { index, type, data };
    const judging = rules === null ? undefined : rulesForIncoming(rules, type, category);
    if (!judging)
      return [{ event, rules: null, registeredIn: rules === null ? [] : categoriesFor(rules, type) }];
    if (judging.rules.length === 0) return [];
    const own = judging.rules.map((rule) => ({ rule, matcher: matcherOf(rule, data) }));
    return [{ event, rules: own, registeredIn: [] }];
  });
}

/**
 * An append that is far behind is judged against thousands of committed events. So this is written in loops, and allocates
 * nothing for a pair without a conflict. `npm run benchmark -- engine` measures it.
 */
function judgePair(
  { event: incoming, rules, registeredIn }: JudgedEvent,
  committed: RecordedEvent,
): ConflictingPair | undefined {
  if (rules === null) return { reason: "unregistered", incoming, committed, registeredIn };
  for (const { rule, matcher } of rules) {
    if (matches(matcher, committed) && predicateHolds(rule, incoming, committed)) {
      return { reason: "rule", incoming, committed, rule };
    }
  }
  return undefined;
}
