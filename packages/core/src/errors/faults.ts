/** Faults: what an adapter throws if it cannot do its work, and what the store throws then. */

import { TruceError } from "./truce-error.ts";

/** The storage cannot be reached, and it is certain that nothing was written. It is safe to try again later. */
export class UnavailableError extends TruceError {
  /** The error code. */
  override readonly code = "unavailable";
}

/**
 * The connection was lost when the append may already have been written. To find out, append the same events **with the
 * same ids** again. That is safe: if they had been written, the result is a `duplicate`. If the store made the ids,
 * `eventIds` has them.
 */
export class OutcomeUnknownError extends TruceError {
  /** The error code. */
  override readonly code = "outcome-unknown";
  /** The stream that the append was for. Undefined if an adapter throws the error; the store adds it. */
  readonly streamId: string | undefined;
  /** The ids of the events, in order. Undefined if an adapter throws the error; the store adds them. */
  readonly eventIds: readonly string[] | undefined;

  constructor(
    message: string,
    options: {
      readonly cause?: unknown;
      readonly streamId?: string | undefined;
      readonly eventIds?: readonly string[] | undefined;
    } = {},
  ) {
    super(message, options);
    this.streamId = options.streamId;
    this.eventIds = options.eventIds;
  }
}

/** The store or its adapter has been closed. */
export class StoreClosedError extends TruceError {
  /** The error code. */
  override readonly code = "store-closed";

  constructor(message = "the store is closed", options?: { readonly cause?: unknown }) {
    super(message, options);
  }
}

/**
 * Other appends kept changing the stream during every one of a bounded number of attempts. Nothing was written. Each failed
 * attempt means that another append succeeded.
 */
export class ContentionError extends TruceError {
  /** The error code. */
  override readonly code = "contention";
  /** The stream that the append was for. */
  readonly streamId: string;
  /** How many attempts were made. */
  readonly attempts: number;

  constructor(streamId: string, attempts: number, options?: { readonly cause?: unknown }) {
    super(
      `stream '${streamId}' was changed by other appends during each of ${attempts} attempts; nothing was appended`,
      options,
    );
    this.streamId = streamId;
    this.attempts = attempts;
  }
}

/** The adapter broke its contract, so its outcome cannot be trusted. This is a bug in the adapter. */
export class AdapterContractError extends TruceError {
  /** The error code. */
  override readonly code = "adapter-contract";
}
