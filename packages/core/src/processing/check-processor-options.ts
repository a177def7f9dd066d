/** Checks the options of a processor. */

import type { ProcessorStorage } from "../adapter/processor-storage.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import type { Event } from "../events/event.ts";
import { checkReadAll } from "../input/check-read.ts";
import { checkCount, checkName, refuseUnknownKeys } from "../input/check-values.ts";
import { checkPollMs } from "../subscriptions/subscribe.ts";
import { checkTypesOfToday } from "../upcasters/check-type.ts";
import { retryFrom, type Retry } from "../waiting/retry.ts";
import type { ProcessorOptions } from "./processor-options.ts";

/** What a processor does, complete and checked. */
export interface Job<E extends Event, Transaction> extends Pick<
  ProcessorOptions<E, Transaction>,
  "store" | "name" | "handle" | "onUnavailable" | "onParked" | "types" | "categories"
> {
  readonly storage: ProcessorStorage<Transaction>;
  readonly isTransactional: boolean;
  readonly batchSize: number;
  readonly partitions: number;
  readonly retry: Retry;
  readonly onFailure: "stop" | "park";
  readonly leaseMs: number;
  readonly pollMs: number;
}

const DEFAULTS = { batchSize: 100, partitions: 1, leaseMs: 10_000 };
const DEFAULT_ATTEMPTS = 5;

/** @throws InvalidInputError for the first invalid option, with its place. */
export function checkProcessorOptions<E extends Event, Transaction>(
  options: ProcessorOptions<E, Transaction>,
): Job<E, Transaction> {
  const {
    store,
    name,
    handle,
    transactions,
    types,
    categories,
    batchSize = DEFAULTS.batchSize,
    partitions = DEFAULTS.partitions,
    retry,
    onFailure = "stop",
    leaseMs = DEFAULTS.leaseMs,
    pollMs,
    onUnavailable,
    onParked,
    ...unknown
  } = options;
  refuseUnknownKeys(unknown, "options");
  checkName(name, "options.name");
  if (typeof handle !== "function") throw new InvalidInputError("options.handle", "must be a function");
  checkReadAll({ types, categories });
  checkTypesOfToday(store.upcasters, types, "options.types");
  checkCount(batchSize, "options.batchSize");
  checkCount(partitions, "options.partitions");
  checkCount(leaseMs, "options.leaseMs");
  if (onFailure !== "stop" && onFailure !== "park") {
    throw new InvalidInputError("options.onFailure", "must be 'stop' or 'park'");
  }
  return {
    store,
    name,
    handle,
    types,
    categories,
    onUnavailable,
    onParked,
    storage: storageOf(options),
    isTransactional: transactions !== undefined,
    batchSize,
    partitions,
    retry: retryFrom({ backoff, ...retry }, DEFAULT_ATTEMPTS),
    onFailure,
    leaseMs,
    pollMs: checkPollMs(pollMs),
  };
}

function storageOf<E extends Event, Transaction>({
  store,
  transactions,
}: ProcessorOptions<E, Transaction>): ProcessorStorage<Transaction> {
  if (transactions) {
    if (transactions.processors.commitWith) return transactions.processors;
    throw new InvalidInputError("options.transactions", "is an adapter that has no transactions");
  }
  const { processors } = store.adapter;
  // Its transactions are not used.
  if (processors) return processors as ProcessorStorage<Transaction>;
  throw new InvalidInputError("options.store", "has an adapter that does not keep the state of processors");
}

/** From 100 to 200 ms after the first attempt, and twice as long after each further one, up to a minute. */
function backoff(attempt: number): number {
  return Math.min(60_000, (1 + Math.random()) * 50 * 2 ** attempt);
}
