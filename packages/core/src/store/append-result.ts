/** What becomes of an append, as values. */

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

/** Events committed in the meantime conflict with the append. */
export interface ConflictRefusal {
  /** Tells the answers apart. */
  readonly kind: "conflict";
  /** The stream that was appended to, or was to be. */
  readonly streamId: string;
  /** What the caller claimed to have seen. */
  readonly expectedVersion: ExpectedVersion;
  /** The stream's version when the append was judged. */
  readonly actualVersion: number;
  /** Every conflicting pair, by incoming index and committed version. */
  readonly conflicts: readonly [ConflictingPair, ...ConflictingPair[]];
  /** How many committed events conflict. */
  readonly count: number;
  /** True where `conflicts` covers only the first of the conflicting events (`MAX_REPORTED_CONFLICTS`). */
  readonly truncated: boolean;
}

/** The stream is not where the caller claimed, and no rule can help. */
export interface WrongVersionRefusal {
  /** Tells the answers apart. */
  readonly kind: "wrong-version";
  /** The stream that was appended to, or was to be. */
  readonly streamId: string;
  /** A number here was above the stream's version. */
  readonly expectedVersion: Exclude<ExpectedVersion, "any">;
  /** The stream's version when it was looked at. */
  readonly actualVersion: number;
}

/** An event id is already in the stream with another content, order or company. */
export interface IdReusedRefusal {
  /** Tells the answers apart. */
  readonly kind: "id-reused";
  /** The stream that was appended to, or was to be. */
  readonly streamId: string;
  /** The id that is taken. */
  readonly eventId: string;
  /** Version of the event that has the id. */
  readonly version: number;
}

/** The stream is not where the decision was made, and the caller asked to append nowhere else. */
export interface StaleDecisionRefusal {
  /** Tells the answers apart. */
  readonly kind: "stale-decision";
  /** The stream that was appended to, or was to be. */
  readonly streamId: string;
  /** The version that the decision was made at. */
  readonly decisionVersion: number;
  /** The stream's version when it was looked at. */
  readonly actualVersion: number;
}
