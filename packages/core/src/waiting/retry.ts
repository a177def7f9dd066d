/** Retries: how many attempts, and how long to wait between them. */

import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { checkCount, refuseUnknownKeys } from "../input/check-values.ts";

/** How an operation is retried. */
export interface RetryOptions {
  /** The maximum number of attempts, including the first one; at least 1. */
  readonly attempts?: number | undefined;
  /** How long to wait after the given attempt (from 1), in milliseconds. */
  readonly backoff?: ((attempt: number) => number) | undefined;
}

/** Checked retry options. */
export interface Retry {
  readonly attempts: number;
  readonly backoff: (attempt: number) => number;
}

/** @throws InvalidInputError for the first invalid option, with its place. */
export function retryFrom(options: RetryOptions | undefined, defaultAttempts: number): Retry {
  const { attempts = defaultAttempts, backoff = jitteredBackoff, ...unknown } = options ?? {};
  refuseUnknownKeys(unknown, "retry");
  checkCount(attempts, "retry.attempts");
  if (typeof backoff !== "function") throw new InvalidInputError("retry.backoff", "must be a function");
  return { attempts, backoff };
}

/** Waits for the time that the back-off returns. */
export async function pause({ backoff }: Retry, attempt: number): Promise<void> {
  const milliseconds = backoff(attempt);
  if (milliseconds > 0) await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
}

const LONGEST_PAUSE = 1_000;

/**
 * Exponential back-off with full jitter, which separates competing clients best: a random time below 5, 10, 20 ... 1,000 ms.
 * See Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function jitteredBackoff(attempt: number): number {
  return Math.random() * Math.min(LONGEST_PAUSE, 2.5 * 2 ** attempt);
}
