/** Works on one partition of a processor: waits for its lease, handles events as long as it has it, and waits again. */

import { hasCode } from "../errors/truce-error.ts";
import type { Event } from "../events/event.ts";
import { newId } from "../input/new-id.ts";
import { jitteredBackoff } from "../waiting/retry.ts";
import { checkKnown } from "../subscriptions/check-known.ts";
import type { Job } from "./check-processor-options.ts";
import { follow } from "../subscriptions/follow.ts";
import { handleBatches, LeaseLostError } from "./handle-batches.ts";
import { newWaker } from "../waiting/waker.ts";
import type { Lease } from "../adapter/processor-storage.ts";

/** How long to wait before asking again for a lease that another process has, at most. */
const STAND_BY_MS = 1_000;

/**
 * Fulfilled when the signal has aborted and the batch that was being handled is committed.
 *
 * @param onProgress - Called each time that a checkpoint is committed.
 * @throws ProcessorFailedError if an event cannot be handled. PositionAheadError if the store lacks handled events. What
 * the storage throws, unless it is unavailable.
 */
export async function workOn<E extends Event, Transaction>(
  job: Job<E, Transaction>,
  partition: number,
  stop: AbortSignal,
  onProgress: () => void,
): Promise<void> {
  const { storage, name, partitions, leaseMs, onUnavailable } = job;
  let failures = 0;
  let replaces: string | undefined;
  while (!stop.aborted) {
    let pauseMs = 0;
    try {
      const leaseId = newId();
      const lease = await storage.claim({ name, partition, partitions, leaseId, replaces, leaseMs });
      if (lease) replaces = leaseId;
      failures = 0;
      if (lease) await workUnder(job, lease, stop, onProgress);
      else pauseMs = Math.min(STAND_BY_MS, leaseMs / 4);
    } catch (error) {
      if (error instanceof LeaseLostError) continue;
      if (!hasCode(error, "unavailable")) throw error;
      onUnavailable?.(error);
      pauseMs = jitteredBackoff(++failures);
    }
    await newWaker().wait(pauseMs, stop);
  }
}

/** Handles events until the signal aborts or the lease is lost. Gives the lease up at the end. */
async function workUnder<E extends Event, Transaction>(
  job: Job<E, Transaction>,
  lease: Lease,
  stop: AbortSignal,
  onProgress: () => void,
): Promise<void> {
  const { store, storage, leaseMs } = job;
  const lost = new AbortController();
  const batches = handleBatches(job, lease, lost.signal, onProgress);
  const done = new AbortController();

  /** One renewal after the other, however long each takes. */
  async function keepLease(): Promise<void> {
    for (;;) {
      await newWaker().wait(leaseMs / 3, done.signal);
      if (done.signal.aborted) return;
      try {
        const renewed = await storage.renew(lease);
        if (renewed) batches.noteDue(renewed.parked);
        else return lost.abort();
      } catch {
        // The lease runs out if this goes on. The next commit finds that out.
      }
    }
  }

  const renewal = keepLease();
  try {
    await checkKnown(store.adapter, lease.checkpoint);
    const signal = AbortSignal.any([stop, lost.signal]);
    for await (const batch of follow(store, lease.checkpoint, { ...job, signal })) {
      await batches.handle(batch, signal);
    }
  } finally {
    done.abort();
    await renewal;
    // A lease that cannot be given up runs out.
    await storage.release(lease).catch(() => undefined);
  }
}
