/** The errors of subscriptions and processors. */

import { TruceError } from "../errors/truce-error.ts";

/**
 * A reader has handled events that the store does not have: the store was restored to an earlier time, or it is another
 * store. Nothing was read. Replay from the beginning (`processor.replay()`, or position 0), after you have removed the
 * effects of the lost events.
 */
export class PositionAheadError extends TruceError {
  /** The error code. */
  override readonly code = "position-ahead";
  /** How far the reader has come. */
  readonly position: number;
  /** The position of the last event that the store has. */
  readonly lastPosition: number;

  constructor(position: number, lastPosition: number) {
    super(
      `the reader has handled an event at position ${position} that this store does not have (its last position is ` +
        `${lastPosition}): was the store restored to an earlier time? Remove the effects of the lost events and replay`,
    );
    this.position = position;
    this.lastPosition = lastPosition;
  }
}

/** A processor has stopped, because it could not handle an event. */
export class ProcessorFailedError extends TruceError {
  /** The error code. */
  override readonly code = "processor-failed";
  /** The name of the processor. */
  readonly processor: string;
  /** The stream of the event. */
  readonly streamId: string;
  /** The position of the event. The processor has handled every event before it in its partition. */
  readonly position: number;
  /** How often the event was tried. */
  readonly attempts: number;

  constructor(
    processor: string,
    { streamId, position, type }: { readonly streamId: string; readonly position: number; readonly type: string },
    attempts: number,
    cause: unknown,
  ) {
    super(
      `processor '${processor}' stopped: '${type}' at position ${position} in stream '${streamId}' could not be handled in ` +
        `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`,
      { cause },
    );
    this.processor = processor;
    this.streamId = streamId;
    this.position = position;
    this.attempts = attempts;
  }
}
