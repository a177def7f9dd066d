/** The results of an append, as values. */

import type { ConflictOutcome, IdReusedOutcome, WrongVersionOutcome } from "../adapter/storage-adapter.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import type { ConflictingPair } from "../rules/verdict.ts";

/** The events are in the stream, exactly once. */
export interface AppendResult {
  /**
   * - `appended`: the stream was at the expected version, or the append did not expect a number.
   * - `merged`: the expected version was out of date, but no event committed since then conflicts.
   * - `duplicate`: the same append had been written before. The versions are those of the first time.
   */
  readonly kind: "appended" | "merged" | "duplicate";
  /** The stream that was appended to. */
  readonly streamId: string;
  /** The version of the append's first event. */
  readonly firstVersion: number;
  /** The version of its last event, and so of the stream just after the append. */
  readonly lastVersion: number;
  /** The position of its last event in the whole store. */
  readonly position: number;
  /** How many events came between the expected version and the append: 0 unless `merged`. */
  readonly mergedOver: number;
  /** The ids of the events in order, including those that the store made. */
  readonly eventIds: readonly string[];
  /**
   * The check for conflicts that this append passed. Null if there was no check, because the expected version is not a
   * number or the append is a `duplicate`, which was checked when it was first appended.
   */
  readonly checked: ConflictCheck | null;
}

/** A check for conflicts. */
export interface ConflictCheck {
  /** Every event after this version was checked. It is the expected version. */
  readonly afterVersion: number;
  /** The fingerprint of the rules; null if the store has no rules, so that every event conflicts. */
  readonly rules: string | null;
}

/** Why an append was refused. Nothing was written. */
export type Refusal = ConflictRefusal | WrongVersionRefusal | IdReusedRefusal | StaleDecisionRefusal;

/** Events that were committed after the expected version conflict with the append. */
export interface ConflictRefusal extends Omit<ConflictOutcome, "conflicting"> {
  /** The stream that the append was for. */
  readonly streamId: string;
  /** The version that the caller expected. */
  readonly expectedVersion: ExpectedVersion;
  /** The conflicting pairs, by incoming index and then by committed version. */
  readonly conflicts: readonly [ConflictingPair, ...ConflictingPair[]];
  /** True if `conflicts` has pairs of the first conflicting events only; `count` is the number of all of them. */
  readonly truncated: boolean;
}

/** The stream is not at a version that the append can be written to, and rules cannot change that. */
export interface WrongVersionRefusal extends WrongVersionOutcome {
  /** The stream that the append was for. */
  readonly streamId: string;
  /** The version that the caller expected. A number is above the stream's version. */
  readonly expectedVersion: Exclude<ExpectedVersion, "any">;
}

/** The stream already has an event with this id, but with different content or as part of a different append. */
export interface IdReusedRefusal extends IdReusedOutcome {
  /** The stream that the append was for. */
  readonly streamId: string;
}

/** The stream is no longer at the version of the decision, and the append may be written only there. */
export interface StaleDecisionRefusal {
  /** The kind of refusal. */
  readonly kind: "stale-decision";
  /** The stream that the append was for. */
  readonly streamId: string;
  /** The version of the state that the events were decided on. */
  readonly decisionVersion: number;
  /** The stream's version when the append was checked. */
  readonly actualVersion: number;
}
