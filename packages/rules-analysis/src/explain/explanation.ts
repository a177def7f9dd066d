/** Why an incoming event conflicts with a committed one, or does not, as plain data. */

import type { JsonValue } from "@truce/core";
import type { ComparableScalar, Comparison, ConflictRule, Registration } from "@truce/core/rules";

/** An event to be explained: its type, and its payload where that is known. */
export interface EventInQuestion {
  /** The event type. */
  readonly type: string;
  /** The payload; left out where it is not known. */
  readonly data?: JsonValue;
}

/**
 * `conflict`: whatever payloads there are that agree with what is known. `compatible`: likewise. `depends`: it depends on
 * what is not known.
 */
export type ExplainedVerdict = "conflict" | "compatible" | "depends";

/** The answer for one direction. */
export interface Ruling {
  /** The incoming event. */
  readonly incoming: EventInQuestion;
  /** The committed event. */
  readonly committed: EventInQuestion;
  /** The answer. */
  readonly verdict: ExplainedVerdict;
  /** How the incoming type is registered in these streams; null where it is not, so that it conflicts with everything. */
  readonly registration: Registration | null;
  /** The categories in whose streams the incoming type may be judged differently, besides this one. */
  readonly otherCategories: readonly string[];
  /** The rules for this pair, the type's own and barriers, those that decide first. Empty where it is not registered. */
  readonly rules: readonly ExplainedRule[];
  /** Rules of the incoming type that are about other committed types. */
  readonly otherRules: readonly ConflictRule[];
}

/** Everything there is to say of a pair. */
export interface Explanation extends Ruling {
  /** The category of the stream; null for streams of a category that no rule names. */
  readonly category: string | null;
  /** Barriers for this committed type that do not hold for the incoming type, because they take it out. */
  readonly passedBarriers: readonly ConflictRule[];
  /** What holds for the incoming type in other streams, and is replaced in these. */
  readonly replaced: Replaced | null;
  /** What the rules say the other way round: the committed event as incoming, and the incoming one as committed. */
  readonly opposite: Ruling;
}

/** What an override replaces. */
export interface Replaced {
  /** How the type is registered outside. */
  readonly registration: Registration;
  /** Its rules there for this pair. */
  readonly rules: readonly ConflictRule[];
}

/** A rule for the pair, and what it says of these two events. */
export interface ExplainedRule {
  /** The rule. */
  readonly rule: ConflictRule;
  /** Whether it is a rule for anything, as opposed to one of the incoming type. */
  readonly isBarrier: boolean;
  /** Whether they conflict by it. A free predicate is never asked, so it always depends on that. */
  readonly outcome: Outcome;
  /** Its comparisons, in canonical order. */
  readonly comparisons: readonly ExplainedComparison[];
}

/** Whether something holds, fails, or depends on what is not known. */
export type Outcome = "holds" | "fails" | "depends";

/** A comparison, and what it compares in these two events. */
export interface ExplainedComparison {
  /** The comparison. */
  readonly comparison: Comparison;
  /** What comes out. In doubt it holds. */
  readonly outcome: Outcome;
  /** What the incoming event's field holds. */
  readonly mine: FieldReading;
  /** What the committed event's field holds. */
  readonly theirs: FieldReading;
}

/** What a field holds: a value that can be compared, something that leaves the comparison in doubt, or nobody knows. */
export type FieldReading =
  | {
      /** It can be compared. */
      readonly kind: "value";
      /** What it holds. */
      readonly value: ComparableScalar;
    }
  | {
      /** It cannot be compared, so the comparison holds. */
      readonly kind: "in-doubt";
      /** Why. */
      readonly because: "missing" | "null" | "an object" | "an array" | "a number beyond 2^53";
    }
  | {
      /** The payload is not known. */
      readonly kind: "unknown";
    };
