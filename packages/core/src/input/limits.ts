/** How large an append may be. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { checkObject, refuseUnknownKeys } from "./check-values.ts";

/** Limits on one append; each can be set when the store is created. */
export interface Limits {
  /** The most events in one append; 1,000 unless set. */
  readonly maxEvents: number;
  /** The most bytes of UTF-8 that payload and metadata of one event have as JSON; 1 MiB (1,048,576) unless set. */
  readonly maxEventBytes: number;
  /** The most bytes of UTF-8 that all events of an append have as JSON together; 16 MiB (16,777,216) unless set. */
  readonly maxAppendBytes: number;
}

/** The limits of a store that sets none. */
export const DEFAULT_LIMITS: Limits = {
  maxEvents: 1_000,
  maxEventBytes: 1_048_576,
  maxAppendBytes: 16_777_216,
};

/** @throws InvalidInputError for a limit that is no integer from 1 up, or none at all. */
export function limitsFrom(options: unknown): Limits {
  const { maxEvents, maxEventBytes, maxAppendBytes, ...unknown } = checkObject(options, "limits");
  refuseUnknownKeys(unknown, "limits");
  return {
    maxEvents: limitFrom(maxEvents, "maxEvents"),
    maxEventBytes: limitFrom(maxEventBytes, "maxEventBytes"),
    maxAppendBytes: limitFrom(maxAppendBytes, "maxAppendBytes"),
  };
}

function limitFrom(limit: unknown, name: keyof Limits): number {
  if (limit === undefined) return DEFAULT_LIMITS[name];
  if (!Number.isSafeInteger(limit) || Number(limit) < 1) {
    throw new InvalidInputError(`limits.${name}`, "must be an integer from 1 up");
  }
  return Number(limit);
}
