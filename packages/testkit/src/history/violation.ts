/** What can be wrong with a log, or with what clients observed. */

/** The kinds of violation. Each stands for one broken promise. */
export type ViolationKind =
  // The stored rule sets.
  | "rule-set-fingerprint-mismatch"
  | "rule-set-unreadable"
  | "rule-set-repeated"
  | "rule-set-unknown"
  // The structure of the log.
  | "version-gap"
  | "version-repeated"
  | "position-reused"
  | "position-not-increasing"
  | "event-id-repeated"
  | "append-not-whole"
  | "append-repeated"
  // Appends that should have been refused.
  | "expected-version-too-high"
  | "stream-existed"
  | "stream-missing"
  | "merged-without-rules"
  | "merged-conflict"
  // Observations of acknowledged appends.
  | "acknowledged-lost"
  | "acknowledged-changed"
  | "acknowledged-misplaced"
  | "acknowledged-twice"
  | "acknowledged-wrong-kind"
  | "duplicate-not-in-log"
  // Events of the log, compared with the observations.
  | "provenance-changed"
  | "event-not-sent"
  // Observations of refused appends.
  | "refused-but-written"
  | "refusal-unjustified"
  | "conflict-unjustified"
  | "conflict-not-reported"
  | "duplicate-refused"
  | "id-reuse-missed"
  // Observations of either.
  | "outcome-out-of-date";

/** One broken promise and its place. */
export interface Violation {
  /** The promise that was broken. */
  readonly kind: ViolationKind;
  /** One sentence in lower case. */
  readonly message: string;
  /** The stream; null if the violation is about a rule set. */
  readonly streamId: string | null;
  /** The version of the event in the log; null if the violation is about no such event. */
  readonly version: number | null;
  /** The version of the other event: the committed one of a conflicting pair, or the one with the same id. Otherwise null. */
  readonly committedVersion: number | null;
  /** Index of the observation in `observations`; null if the log alone shows the violation. */
  readonly observation: number | null;
}
