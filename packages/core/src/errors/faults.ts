/** Faults: what an adapter throws when it could not do its work, and what the store makes of it. */

import { TruceError } from "./truce-error.ts";

/** The storage could not be reached, and nothing was written for certain. Trying again later is safe. */
export class UnavailableError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "unavailable";
}

/**
 * The connection was lost when the append may already have been written. Appending the same events **with the same
 * ids** again is safe, and the way to find out: it gives `duplicate` if they had been written. Where the ids were made by
 * the store, `eventIds` has them.
 */
export class OutcomeUnknownError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "outcome-unknown";
  /** The stream that was to be appended to; undefined in what an adapter throws. */
  readonly streamId: string | undefined;
  /** The ids that the events were sent with, in order; undefined in what an adapter throws. */
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
  /** Recognise the error by this. */
  override readonly code = "store-closed";

  constructor(message = "the store is closed", options?: { readonly cause?: unknown }) {
    super(message, options);
  }
}

/**
 * Others kept changing the stream, so that a bounded number of attempts was not enough. Nothing was written. Every
 * attempt that failed means that somebody else's append succeeded.
 */
export class ContentionError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "contention";
  /** The stream that was to be appended to. */
  readonly streamId: string;
  /** How many attempts were made. */
  readonly attempts: number;

  constructor(streamId: string, attempts: number, options?: { readonly cause?: unknown }) {
    super(
      `stream '${streamId}' was changed by others during each of ${attempts} attempts; nothing was appended`,
      options,
    );
    this.streamId = streamId;
    this.attempts = attempts;
  }
}

/** The adapter broke its contract, so its answer cannot be relied on. A fault of the adapter, not of the caller. */
export class AdapterContractError extends TruceError {
  /** Recognise the error by this. */
  override readonly code = "adapter-contract";
}
