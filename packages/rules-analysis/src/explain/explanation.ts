/** Explanations as plain data. */

import type { JsonValue } from "@truce/core";
import type { ComparableScalar, Comparison, ConflictRule, Registration } from "@truce/core/rules";

/** An event to explain. */
export interface EventInQuestion {
  /** The event type. */
  readonly type: string;
  /** The payload; omitted if it is unknown. */
  readonly data?: JsonValue;
}

/**
 * `conflict`: the events conflict, whatever the unknown payloads are. `compatible`: they do not conflict, whatever the unknown
 * payloads are. `depends`: it depends on the unknown payloads.
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
  /** The registration of the incoming type in these streams; null if it has none, so that it conflicts with everything. */
  readonly registration: Registration | null;
  /** The other categories in which the incoming type may have different rules. */
  readonly otherCategories: readonly string[];
  /** The rules for this pair: the type's own rules and barriers, those that decide first. Empty if the type is not registered. */
  readonly rules: readonly ExplainedRule[];
  /** The rules of the incoming type for other committed types. */
  readonly otherRules: readonly ConflictRule[];
}

/** The explanation of a pair. */
export interface Explanation extends Ruling {
  /** The category of the stream; null for streams of a category that no rule names. */
  readonly category: string | null;
  /** Barriers for this committed type that exclude the incoming type. */
  readonly passedBarriers: readonly ConflictRule[];
  /** The rules of the incoming type in other streams, which an override replaces in these. */
  readonly replaced: Replaced | null;
  /** The answer for the opposite direction: the committed event as incoming, and the incoming one as committed. */
  readonly opposite: Ruling;
}

/** The rules that an override replaces. */
export interface Replaced {
  /** The registration of the type for all streams. */
  readonly registration: Registration;
  /** The rules of the type for this pair in all streams. */
  readonly rules: readonly ConflictRule[];
}

/** A rule for the pair, and its outcome for these two events. */
export interface ExplainedRule {
  /** The rule. */
  readonly rule: ConflictRule;
  /** Whether it is a rule for anything, and not a rule of the incoming type. */
  readonly isBarrier: boolean;
  /** Whether the events conflict by the rule. Free predicates are never called, so the outcome of a rule with one is `depends` or `fails`. */
  readonly outcome: Outcome;
  /** The comparisons of the rule, in canonical order. */
  readonly comparisons: readonly ExplainedComparison[];
}

/** Whether something holds, fails, or depends on unknown payloads. */
export type Outcome = "holds" | "fails" | "depends";

/** A comparison, and its values in these two events. */
export interface ExplainedComparison {
  /** The comparison. */
  readonly comparison: Comparison;
  /** The result. A comparison that is in doubt holds. */
  readonly outcome: Outcome;
  /** The value of the incoming event's field. */
  readonly mine: FieldReading;
  /** The value of the committed event's field. */
  readonly theirs: FieldReading;
}

/** The value of a field: comparable, in doubt, or unknown. */
export type FieldReading =
  | {
      /** The field has a comparable value. */
      readonly kind: "value";
      /** The value. */
      readonly value: ComparableScalar;
    }
  | {
      /** The field has no comparable value, so the comparison holds. */
      readonly kind: "in-doubt";
      /** Why the value is not comparable. */
      readonly because: "missing" | "null" | "an object" | "an array" | "a number beyond 2^53";
    }
  | {
      /** The payload is unknown. */
      readonly kind: "unknown";
    };
