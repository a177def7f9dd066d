/** What a client remembers of an attempt to append: what it handed over, and what it was told. */

import type { AppendResult, Event, ExpectedVersion, Refusal, RuleSet } from "@truce/core";

/** One attempt to append. Trying again with the same ids is another attempt. */
export interface ToldAppend {
  /** The stream that was to be appended to. */
  readonly streamId: string;
  /** What was handed over. Events without an id can be followed only where the answer names their ids. */
  readonly events: readonly Event[];
  /** What the client claimed to have seen. */
  readonly expectedVersion: ExpectedVersion;
  /** The version that the events were decided on, where the append was to be written nowhere else. */
  readonly decisionVersion?: number | undefined;
  /** The rules of the store that was asked; null where it has none. */
  readonly rules: RuleSet | null;
  /** What it was told. */
  readonly answer: ToldAnswer;
  /**
   * When the attempt began and when it was answered, by one clock for all attempts: any numbers that grow. With them
   * answers are also held against what had been told before the attempt began.
   */
  readonly time?: { readonly began: number; readonly ended: number } | undefined;
}

/** What the client was told. */
export type ToldAnswer =
  | AppendResult
  | Refusal
  /** The attempt failed, and nothing was written for certain. */
  | { readonly kind: "failed" }
  /** Nothing is known: the connection was lost, or the client died. */
  | { readonly kind: "unknown" };

/** The answer that the events are in the stream. */
export function isAcknowledged(answer: ToldAnswer): answer is AppendResult {
  return answer.kind === "appended" || answer.kind === "merged" || answer.kind === "duplicate";
}

/** Whether the attempt itself may have written its events. */
export function mayHaveWritten({ kind }: ToldAnswer): boolean {
  return kind === "appended" || kind === "merged" || kind === "duplicate" || kind === "unknown";
}

/** The ids of the events that were handed over, as far as they are known. */
export function idsOf({ events, answer }: ToldAppend): readonly (string | undefined)[] {
  return events.map(({ id }, index) => id ?? (isAcknowledged(answer) ? answer.eventIds[index] : undefined));
}
