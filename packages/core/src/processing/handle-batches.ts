/** Handles the batches of one partition under one lease: attempts, checkpoints and parked events. */

import type { Lease, ParkedEvent, Progress } from "../adapter/processor-storage.ts";
import type { TransactionScope } from "../adapter/transaction-scope.ts";
import { hasCode } from "../errors/truce-error.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import type { Job } from "./check-processor-options.ts";
import { ProcessorFailedError } from "./processor-failed-error.ts";
import type { Batch } from "../subscriptions/follow.ts";
import { partitionOf } from "./partition-of.ts";
import { newWaker } from "../waiting/waker.ts";

/** The lease was lost, or the work was stopped, before the batch was committed. Another attempt begins at the checkpoint. */
export class LeaseLostError extends Error {}

/** `handle`, or the commit of its effects, has failed. */
class HandlingFailedError extends Error {}

/** Handles batches in their order. */
export interface BatchHandler<E extends Event> {
  /**
   * Handles the events of a batch that belong to the partition, and commits the checkpoint.
   *
   * @param signal - Ends the waiting between two attempts.
   * @throws LeaseLostError; ProcessorFailedError if an event cannot be handled; what the storage throws.
   */
  handle(batch: Batch<E>, signal: AbortSignal): Promise<void>;
  /** Takes note of which parked events are due. They are handled before the next batch. */
  noteDue(parked: readonly ParkedEvent[]): void;
}

/**
 * @param lost - Aborts when the lease is known to be lost.
 * @param onProgress - Called each time that a checkpoint is committed.
 */
export function handleBatches<E extends Event, Transaction>(
  job: Job<E, Transaction>,
  lease: Lease,
  lost: AbortSignal,
  onProgress: () => void,
): BatchHandler<E> {
  const { store, storage, retry } = job;
  let { checkpoint } = lease;
  /** INVARIANT: all parked events of the partition, in the order of their positions. Only the holder of the lease changes them. */
  let parked = lease.parked;

  async function handle(batch: Batch<E>, signal: AbortSignal): Promise<void> {
    for (const due of parked.filter(({ isDue }) => isDue)) await handleDue(due);
    const events = byPosition(
      batch.events.filter(({ streamId }) => partitionOf(streamId, lease.partitions) === lease.partition),
    );
    const free = events.filter((group) => !isBlocked(group));
    try {
      if (batch.upTo.position === checkpoint.position) return;
      const late = events
        .filter(isBlocked)
        .map(([event]) => toPark(event, "an earlier event of its stream is parked"));
      await attempt(free.flat(), 1, { checkpoint: batch.upTo, park: late, unpark: [] });
    } catch (error) {
      if (!(error instanceof HandlingFailedError)) throw error;
      for (const group of events) await handleAlone(group, free.length === 1 ? error : undefined, signal);
      await commit({ checkpoint: batch.upTo, park: [], unpark: [] });
    }
  }

  /** @param failed - The error of the first attempt, if there has been one with this event alone. */
  async function handleAlone(
    group: Group<E>,
    failed: HandlingFailedError | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const [event] = group;
    const after = { position: event.position, eventId: event.id };
    if (isBlocked(group)) {
      const late = toPark(event, "an earlier event of its stream is parked");
      return await commit({ checkpoint: after, park: [late], unpark: [] });
    }
    let error = failed;
    for (let tried = failed ? 1 : 0; tried < retry.attempts;) {
      if (tried > 0) await newWaker().wait(retry.backoff(tried), signal);
      if (signal.aborted) throw new LeaseLostError();
      tried++;
      try {
        return await attempt(group, tried, { checkpoint: after, park: [], unpark: [] });
      } catch (thrown) {
        if (!(thrown instanceof HandlingFailedError)) throw thrown;
        error = thrown;
      }
    }
    if (job.onFailure === "stop")
      throw new ProcessorFailedError(job.name, event, retry.attempts, error?.cause);
    const put = toPark(event, problemOf(error?.cause));
    await commit({ checkpoint: after, park: [put], unpark: [] });
    job.onParked?.(put, error?.cause);
  }

  async function handleDue(due: ParkedEvent): Promise<void> {
    const { position, streamId } = due;
    if (parked.some((earlier) => earlier.streamId === streamId && earlier.position < position)) return;
    const events = await Array.fromAsync(
      store.readAll({ afterPosition: position - 1, beforePosition: position + 1 }),
    );
    try {
      await attempt(events, 1, { checkpoint, park: [], unpark: [position] });
    } catch (error) {
      if (!(error instanceof HandlingFailedError)) throw error;
      const put = { ...due, problem: problemOf(error.cause), isDue: false };
      await commit({ checkpoint, park: [put], unpark: [] });
      job.onParked?.(put, error.cause);
    }
  }

  /** @throws HandlingFailedError if the events could not be handled. Nothing is committed then. */
  async function attempt(
    events: readonly RecordedEvent<E>[],
    number: number,
    progress: Progress,
  ): Promise<void> {
    if (events.length === 0) return await commit(progress);
    const work = async (scope: TransactionScope<Transaction>): Promise<void> =>
      await job.handle(events, { ...scope, signal: lost, attempt: number });
    try {
      if (storage.commitWith && job.isTransactional) {
        committed(progress, await storage.commitWith(lease, progress, work));
        return;
      }
      await work({ transaction: undefined as Transaction, lock: async () => {} });
    } catch (error) {
      if (error instanceof LeaseLostError || hasCode(error, "unavailable")) throw error;
      throw new HandlingFailedError("the events were not handled", { cause: error });
    }
    await commit(progress);
  }

  async function commit(progress: Progress): Promise<void> {
    committed(progress, await storage.commit(lease, progress));
  }

  function committed(progress: Progress, isCommitted: boolean): void {
    if (!isCommitted) throw new LeaseLostError();
    ({ checkpoint } = progress);
    const changed = new Set([...progress.unpark, ...progress.park.map(({ position }) => position)]);
    parked = [...parked.filter(({ position }) => !changed.has(position)), ...progress.park].toSorted(
      (left, right) => left.position - right.position,
    );
    onProgress();
  }

  function isBlocked([{ streamId }]: Group<E>): boolean {
    return parked.some((earlier) => earlier.streamId === streamId);
  }

  function noteDue(latest: readonly ParkedEvent[]): void {
    const due = new Set(latest.filter(({ isDue }) => isDue).map(({ position }) => position));
    if (due.size > 0) parked = parked.map((one) => (due.has(one.position) ? { ...one, isDue: true } : one));
  }

  return { handle, noteDue };
}

/** The events that one stored event became; usually itself. */
type Group<E extends Event> = readonly [RecordedEvent<E>, ...RecordedEvent<E>[]];

function byPosition<E extends Event>(events: readonly RecordedEvent<E>[]): readonly Group<E>[] {
  return [...Map.groupBy(events, ({ position }) => position).values()] as unknown as readonly Group<E>[];
}

function toPark(
  { position, streamId }: { readonly position: number; readonly streamId: string },
  problem: string,
): ParkedEvent {
  return { position, streamId, problem, isDue: false };
}

/** As text that every storage can keep: without U+0000 and lone surrogates. */
function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}
