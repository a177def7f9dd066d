/** What can be wrong with a log, or with what clients were told about it. */

/** The kinds of violation. Each stands for one promise that was broken. */
export type ViolationKind =
  // The stored rule sets.
  | "rule-set-forged"
  | "rule-set-unreadable"
  | "rule-set-repeated"
  | "rule-set-unknown"
  // The shape of the log.
  | "version-gap"
  | "version-repeated"
  | "position-reused"
  | "position-not-growing"
  | "event-id-repeated"
  | "append-not-whole"
  | "append-repeated"
  // What the appends claimed.
  | "expected-version-above"
  | "stream-existed"
  | "stream-missing"
  | "merged-without-rules"
  | "merged-conflict"
  // What clients were told when their append was acknowledged.
  | "acknowledged-lost"
  | "acknowledged-changed"
  | "acknowledged-elsewhere"
  | "acknowledged-twice"
  | "acknowledged-kind"
  | "duplicate-unfounded"
  | "claim-changed"
  | "event-of-nobody"
  // What clients were told when it was refused.
  | "refused-but-written"
  | "refusal-unfounded"
  | "conflict-unfounded"
  | "conflict-not-named"
  | "duplicate-refused"
  | "id-reuse-missed"
  | "answer-out-of-date";

/** One broken promise, and where. */
export interface Violation {
  /** Which promise was broken. */
  readonly kind: ViolationKind;
  /** One sentence in lower case. */
  readonly message: string;
  /** The stream that it is about; null for a rule set. */
  readonly streamId: string | null;
  /** The version of the event that it is about; null where it is about no event of the log. */
  readonly version: number | null;
  /** The version of the committed event that should have been, or should not have been, a conflict; otherwise null. */
  readonly committedVersion: number | null;
  /** Index of the attempt in `told`; null for a violation that the log shows by itself. */
  readonly told: number | null;
}
