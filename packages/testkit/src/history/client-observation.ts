/** What a client observed of an append: what it sent, and the outcome that it received. */

import type { AppendResult, Event, ExpectedVersion, Refusal, RuleSet } from "@truce/core";

/** One attempt to append. A retry with the same ids is another attempt. */
export interface ClientObservation {
  /** The stream that the client appended to. */
  readonly streamId: string;
  /** The events that were sent. Events without an id can be checked only if the outcome names their ids. */
  readonly events: readonly Event[];
  /** The expected version that was sent. */
  readonly expectedVersion: ExpectedVersion;
  /** The version that the events were decided on, if the append was to be written at that version only. */
  readonly decisionVersion?: number | undefined;
  /** The `storedRules` of the store that was called; null if it has none. */
  readonly rules: RuleSet | null;
  /** What the client received. */
  readonly outcome: ObservedOutcome;
  /**
   * When the attempt began and when its outcome arrived, in any increasing numbers, by one clock for all attempts. With
   * it, an outcome is also checked against the outcomes that had arrived before the attempt began.
   */
  readonly time?: { readonly began: number; readonly ended: number } | undefined;
}

/** How an attempt ended for the client. */
export type ObservedOutcome =
  | AppendResult
  | Refusal
  /** The attempt failed, and certainly nothing was written. */
  | { readonly kind: "failed" }
  /** It is unknown whether the events were written: the connection was lost, or the client died. */
  | { readonly kind: "unknown" };

/** Whether the outcome says that the events are in the stream. */
export function isAcknowledged(outcome: ObservedOutcome): outcome is AppendResult {
  return outcome.kind === "appended" || outcome.kind === "merged" || outcome.kind === "duplicate";
}

/** Whether the attempt itself may have written its events. */
export function mayHaveWritten({ kind }: ObservedOutcome): boolean {
  return kind === "appended" || kind === "merged" || kind === "duplicate" || kind === "unknown";
}

/** The ids of the events that were sent; undefined for each id that is not known. */
export function idsOf({ events, outcome }: ClientObservation): readonly (string | undefined)[] {
  return events.map(({ id }, index) => id ?? (isAcknowledged(outcome) ? outcome.eventIds[index] : undefined));
}
