/** The error of readers that are ahead of the store. */

import { TruceError } from "../errors/truce-error.ts";

/**
 * A reader has handled events that the store does not have: the store was restored to an earlier time, or it is another
 * store. Nothing was read. Begin again (`processor.forget()`, or position 0), after you have removed the effects of the
 * lost events.
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
        `${lastPosition}): was the store restored to an earlier time? Remove the effects of the lost events and begin again`,
    );
    this.position = position;
    this.lastPosition = lastPosition;
  }
}
