/// <reference lib="esnext.disposable" preserve="true" />

/** Processors: named consumers of the whole store that remember how far they have come. */

import type { ParkedEvent } from "../adapter/processor-storage.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { hasCode } from "../errors/truce-error.ts";
import type { Event } from "../events/event.ts";
import { checkKnown } from "../subscriptions/check-known.ts";
import { checkProcessorOptions } from "./check-processor-options.ts";
import { lastEvent } from "../subscriptions/follow.ts";
import { newWaker, type Waker } from "../waiting/waker.ts";
import type { ProcessorOptions } from "./processor-options.ts";
import { workOn } from "./work-on.ts";

/** A named consumer of the whole store. At any time, each of its partitions is handled by one process only. */
export interface Processor extends AsyncDisposable {
  /**
   * Begins to handle events, or to stand by for another process that does.
   *
   * @throws PositionAheadError (code `position-ahead`) if the store was restored to a time before the checkpoint.
   * InvalidInputError (`invalid-input`) if the processor has run with another number of partitions. What the storage
   * throws.
   */
  start(): Promise<void>;

  /** Finishes the batches that are being handled, commits their checkpoints, and gives up the leases. */
  stop(): Promise<void>;

  /**
   * Fulfilled after `stop`. Rejects if the processor stops by itself: with a ProcessorFailedError (code `processor-failed`), or
   * what the storage threw. If nobody handles that, the rejection ends a Node process, so that no processor dies in
   * silence.
   */
  readonly stopped: Promise<void>;

  /** By how many positions the processor is behind the last event of the store, at most. 0 if it has handled everything. */
  lag(): Promise<number>;

  /**
   * Waits until an append's events have been handled, by whichever process: "read your own writes". While the storage is
   * unavailable, it goes on waiting.
   *
   * @param result - What the append returned, or a position. If nothing was appended, the promise is fulfilled at once.
   * @throws The signal's reason if it aborts. What `stopped` rejects with, if it does.
   */
  waitFor(result: { readonly position?: number | undefined } | number, options?: WaitOptions): Promise<void>;

  /** The events that were put aside, in the order of the store. */
  parked(): Promise<readonly ParkedEvent[]>;

  /** Lets parked events be handled again, in order: all of them, or those of one stream. The process at work does it soon. */
  retryParked(streamId?: string): Promise<void>;

  /**
   * Makes the storage forget the processor: its checkpoints and its parked events. A processor that runs, here or in another
   * process, begins again with the first event, so remove its effects first.
   */
  forget(): Promise<void>;
}

/** How to wait for a processor. */
export interface WaitOptions {
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the position up to which all events have been handled, each time that it is higher. */
  readonly onProgress?: ((position: number) => void) | undefined;
}

/** How long `waitFor` sleeps between two looks at the progress of other processes, in milliseconds. */
const LOOK_EVERY_MS = 50;

/**
 * Creates a processor. It needs an adapter that keeps the state of processors, as those of Truce do.
 *
 * @throws InvalidInputError for the first invalid option, with its place.
 *
 * @example
 * ```ts
 * const processor = createProcessor({
 *   store,
 *   name: "search index",
 *   types: ["MeetingNoteAdded"],
 *   handle: async (events) => {
 *     for (const { id, data } of events) {
 *       await fetch(`https://search.example.com/notes/${id}`, { method: "PUT", body: JSON.stringify(data) });
 *     }
 *   },
 * });
 * await processor.start();
 * ```
 */
export function createProcessor<E extends Event, Transaction = undefined>(
  options: ProcessorOptions<E, Transaction>,
): Processor {
  const job = checkProcessorOptions(options);
  const { store, storage, name, partitions } = job;
  const stopping = new AbortController();
  const waiting = new Set<Waker>();
  let work: Promise<void> | undefined;
  let failure: { readonly reason: unknown } | undefined;
  const stopped = Promise.withResolvers<void>();

  async function start(): Promise<void> {
    if (stopping.signal.aborted) throw new InvalidInputError("processor", "was stopped: create another one");
    if (work) return;
    for (const status of await storage.status(name)) {
      if (status.partitions !== partitions) {
        throw new InvalidInputError(
          "options.partitions",
          `is ${partitions}, but processor '${name}' has run with ${status.partitions}: keep that number, or call forget()`,
        );
      }
      await checkKnown(store.adapter, status.checkpoint);
    }
    work ??= run();
  }

  async function run(): Promise<void> {
    const all = Array.from({ length: partitions }, async (_, partition) => {
      try {
        await workOn(job, partition, stopping.signal, () => {
          for (const { wake } of waiting) wake();
        });
      } finally {
        // If one partition fails, the others finish what they are doing.
        stopping.abort();
      }
    });
    failure = (await Promise.allSettled(all)).find((one) => one.status === "rejected");
    if (failure) stopped.reject(failure.reason);
    else stopped.resolve();
  }

  async function stop(): Promise<void> {
    stopping.abort();
    if (work) await work;
    else stopped.resolve();
  }

  async function handledUpTo(): Promise<number> {
    const statuses = await storage.status(name);
    return statuses.length < partitions
      ? 0
      : Math.min(...statuses.map(({ checkpoint }) => checkpoint.position));
  }

  return {
    start,
    stop,
    stopped: stopped.promise,
    [Symbol.asyncDispose]: stop,
    async lag() {
      const handled = await handledUpTo();
      return Math.max(0, ((await lastEvent(store.adapter))?.position ?? 0) - handled);
    },
    async waitFor(result, { signal, onProgress } = {}) {
      const position = typeof result === "number" ? result : result.position;
      if (position === undefined) return;
      const waker = newWaker();
      waiting.add(waker);
      try {
        for (let reached = 0; ;) {
          const handled = await handledUpTo().catch(zeroIfUnavailable);
          if (handled > reached) onProgress?.((reached = handled));
          if (handled >= position) return;
          signal?.throwIfAborted();
          if (failure) throw failure.reason;
          await waker.wait(LOOK_EVERY_MS, signal);
        }
      } finally {
        waiting.delete(waker);
      }
    },
    parked: () => storage.parked(name),
    retryParked: (streamId) => storage.retryParked(name, streamId ?? null),
    forget: () => storage.forget(name),
  };
}

function zeroIfUnavailable(error: unknown): 0 {
  if (hasCode(error, "unavailable")) return 0;
  throw error;
}
