/** How large an append may be. */

/** Limits on one append; each can be set when the store is created. */
export interface Limits {
  /** The most events in one append; 1,000 unless set. */
  readonly maxEvents: number;
  /** The most bytes of UTF-8 that payload and metadata of one event have as JSON; 1 MiB (1,048,576) unless set. */
  readonly maxEventBytes: number;
}

/** The limits of a store that sets none. */
export const DEFAULT_LIMITS: Limits = { maxEvents: 1_000, maxEventBytes: 1_048_576 };
