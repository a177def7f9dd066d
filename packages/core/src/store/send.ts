/** Sends an append to the adapter until its outcome is known. */

import type { AppendOutcome, AppendRequest, StorageAdapter } from "../adapter/storage-adapter.ts";
import { OutcomeUnknownError } from "../errors/faults.ts";
import { hasCode } from "../errors/truce-error.ts";
import { pause, type Retry } from "../waiting/retry.ts";

/**
 * Retries if the outcome is unknown or the storage unavailable. Each attempt has the same ids, so if an earlier attempt was
 * written after all, the next one is a `duplicate`.
 *
 * @throws OutcomeUnknownError if an attempt may have been written and no later one could find out; otherwise what the
 * adapter threw.
 */
export async function send(
  adapter: StorageAdapter,
  request: AppendRequest,
  retry: Retry,
): Promise<AppendOutcome> {
  /** The last fault after which the events may have been written. */
  let unknown: unknown;
  for (let attempt = 1; ; attempt++) {
    let fault: unknown;
    try {
      const outcome = await adapter.append(request);
      if (unknown === undefined || isFinal(outcome, request)) return outcome;
    } catch (error) {
      fault = error;
      if (hasCode(error, "outcome-unknown")) unknown = error;
    }
    const isOver = attempt === retry.attempts || (fault !== undefined && !isRetriable(fault));
    if (isOver) throw unknown === undefined ? fault : outcomeUnknown(request, attempt, fault ?? unknown);
    try {
      await pause(retry, attempt);
    } catch (error) {
      throw unknown === undefined ? error : outcomeUnknown(request, attempt, error);
    }
  }
}

function isRetriable(fault: unknown): boolean {
  return hasCode(fault, "outcome-unknown") || hasCode(fault, "unavailable");
}

/**
 * Whether an earlier attempt that is still running must have the same outcome. A stream only grows: an append that is
 * refused because of what the stream has stays refused, but one that is refused because of what the stream does not
 * have yet may be accepted later.
 */
function isFinal(outcome: AppendOutcome, { expectedVersion, mode }: AppendRequest): boolean {
  return outcome.kind !== "wrong-version" || expectedVersion === "noStream" || mode === "look-up";
}

function outcomeUnknown(
  { streamId, events }: AppendRequest,
  attempts: number,
  cause: unknown,
): OutcomeUnknownError {
  return new OutcomeUnknownError(
    `after ${attempts} ${attempts === 1 ? "attempt" : "attempts"} it is not known whether the events were appended to ` +
      `stream '${streamId}'; appending them again with the same ids is safe`,
    { cause, streamId, eventIds: events.map(({ id }) => id) },
  );
}
