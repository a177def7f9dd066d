/** How large an append may be. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { checkObject, refuseUnknownKeys } from "./check-values.ts";

/** Limits on one append, set when the store is created. */
export interface Limits {
  /** The maximum number of events in one append. The default is 1,000. */
  readonly maxEvents: number;
  /** The maximum size of payload and metadata of one event as JSON, in bytes of UTF-8. The default is 1 MiB (1,048,576). */
  readonly maxEventBytes: number;
  /** The same for all events of one append together. The default is 16 MiB (16,777,216). */
  readonly maxAppendBytes: number;
}

/** The default limits. */
export const DEFAULT_LIMITS: Limits = {
  maxEvents: 1_000,
  maxEventBytes: 1_048_576,
  maxAppendBytes: 16_777_216,
};

/** @throws InvalidInputError for an unknown limit, or one that is not an integer from 1 up. */
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
