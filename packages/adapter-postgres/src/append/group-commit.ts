/**
 * Group commit: appends that arrive while one call is under way travel together in the next one.
 *
 * Nobody waits for company. An append goes out at once, in the same tick, while a lane is free; when all are taken it
 * joins those that wait, and they leave together as soon as a lane is free again. So the busier the store is, the larger
 * the batches, and the cheaper each append.
 */

import type { AppendOutcome, AppendRequest } from "@truce/core";

/** How large a batch may become. */
export interface GroupCommitLimits {
  /** The most appends in a batch; 1 lets each travel alone. */
  readonly maxAppends: number;
  /** The most characters of payload and metadata in a batch that has more than one append. */
  readonly maxBytes: number;
  /** How many calls may be under way at once. */
  readonly lanes: number;
}

/** Carries out a batch: the outcomes in its order, or an error for all of them. */
export type Carry = (batch: readonly AppendRequest[]) => Promise<readonly AppendOutcome[]>;

/** Takes appends one at a time. */
export interface GroupCommit {
  append(request: AppendRequest): Promise<AppendOutcome>;
  /** Fulfilled once nothing waits and nothing is under way. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly request: AppendRequest;
  readonly size: number;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * @param carry - Carries out a batch.
 * @param concernsOne - Whether an error may be due to a single append of a batch. Nothing was written then, and all of
 * them are carried out again, one by one: a poisoned append harms nobody else.
 */
export function groupCommit(
  carry: Carry,
  concernsOne: (error: unknown) => boolean,
  { maxAppends, maxBytes, lanes }: GroupCommitLimits,
): GroupCommit {
  let waiting: Waiting[] = [];
  let underWay = 0;
  let whenIdle: (() => void)[] = [];

  function dispatch(): void {
    while (underWay < lanes && waiting.length > 0) {
      const size = batchSize(waiting, maxAppends, maxBytes);
      const batch = waiting.slice(0, size);
      waiting = waiting.slice(size);
      underWay++;
      void carryOut(batch);
    }
  }

  async function carryOut(batch: readonly Waiting[]): Promise<void> {
    await settle(batch);
    underWay--;
    dispatch();
    if (underWay > 0) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  }

  /** Never rejects: each append of the batch learns its own fate. */
  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await carry(batch.map(({ request }) => request));
      batch.forEach(({ resolve }, index) => resolve(outcomes[index] as AppendOutcome));
    } catch (error) {
      if (batch.length > 1 && concernsOne(error)) {
        for (const one of batch) await settle([one]);
      } else {
        for (const { reject } of batch) reject(error);
      }
    }
  }

  return {
    append(request) {
      return new Promise((resolve, reject) => {
        waiting.push({ request, size: sizeOf(request), resolve, reject });
        dispatch();
      });
    },
    idle() {
      return underWay === 0 ? Promise.resolve() : new Promise((resolve) => void whenIdle.push(resolve));
    },
  };
}

/** How many of those that wait can go together: at least one, however large it is. */
function batchSize(waiting: readonly Waiting[], maxAppends: number, maxBytes: number): number {
  let count = 0;
  let bytes = 0;
  for (const { size } of waiting) {
    bytes += size;
    if (count > 0 && (count === maxAppends || bytes > maxBytes)) break;
    count++;
  }
  return count;
}

function sizeOf({ events }: AppendRequest): number {
  return events.reduce((size, { data, metadata }) => size + data.length + metadata.length, 0);
}
