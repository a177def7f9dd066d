/** What becomes of an append, as values. */

import type { ConflictOutcome, IdReusedOutcome, WrongVersionOutcome } from "../adapter/storage-adapter.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import type { ConflictingPair } from "../rules/verdict.ts";

/** The events are in the stream, once. */
export interface AppendResult {
  /**
   * - `appended`: the stream was where the caller had seen it (or the caller did not care).
   * - `merged`: the expected version was out of date, and nothing committed in the meantime conflicts.
   * - `duplicate`: the same append had been written before; the versions are the original ones.
   */
  readonly kind: "appended" | "merged" | "duplicate";
  /** The stream that was appended to, or was to be. */
  readonly streamId: string;
  /** Version of the first event of the append. */
  readonly firstVersion: number;
  /** Version of its last event, and so of the stream just after the append. */
  readonly lastVersion: number;
  /** Position of its last event in the whole store. */
  readonly position: number;
  /** How many events the caller had not seen: 0 unless `merged`. */
  readonly mergedOver: number;
  /** The ids of the events, in order, those that were made included. */
  readonly eventIds: readonly string[];
  /**
   * The check for conflicts that this append passed. Null if none was made: the caller named no version to look after
   * (`"any"`, `"noStream"`, `"streamExists"`), or it is a `duplicate`, which was checked when it was first appended.
   */
  readonly checked: ConflictCheck | null;
}

/** A check for conflicts that was made. */
export interface ConflictCheck {
  /** Every event after this version was checked: the version that the caller had seen. */
  readonly afterVersion: number;
  /** Fingerprint of the rules that it was checked by; null if the store has no rules, and every event conflicts. */
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
