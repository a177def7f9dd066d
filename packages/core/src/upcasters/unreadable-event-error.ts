/** Events that an upcaster cannot read. */

import { TruceError } from "../errors/truce-error.ts";
import type { RecordedEvent } from "../events/event.ts";

/**
 * An upcaster failed on a stored event. The event is unchanged in the log. If an append was being judged, nothing was
 * written. Correct the upcaster and try again.
 */
export class UnreadableEventError extends TruceError {
  /** The error code. */
  override readonly code = "unreadable-event";
  /** The stream of the event. */
  readonly streamId: string;
  /** Its version. */
  readonly version: number;
  /** Its position. */
  readonly position: number;
  /** Its type in the log. */
  readonly storedType: string;

  /** @param problem - What went wrong, as the rest of a sentence. */
  constructor(
    { streamId, version, position, type }: RecordedEvent,
    problem: string,
    options?: { readonly cause?: unknown },
  ) {
    super(
      `'${type}' at version ${version} of stream '${streamId}' cannot be read: ${problem}; correct the upcaster`,
      options,
    );
    this.streamId = streamId;
    this.version = version;
    this.position = position;
    this.storedType = type;
  }
}
