/** The error of processors. */

import { TruceError } from "../errors/truce-error.ts";

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
    {
      streamId,
      position,
      type,
    }: { readonly streamId: string; readonly position: number; readonly type: string },
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
