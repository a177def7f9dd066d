/**
 * Follows the whole store: reads what there is, waits for more, and never ends by itself. Subscriptions and processors are
 * made of it.
 *
 * WHY NO EVENT IS SKIPPED: every read continues after the last position that was handed out, and `readAll` never returns an
 * event before one that will appear at a lower position. What wakes the reader decides only how soon it looks, and it
 * looks from time to time without being woken. If the storage is unavailable, the same read is tried again.
 */

import type { Checkpoint } from "../adapter/processor-storage.ts";
import type { ReadAllOptions, StorageAdapter } from "../adapter/storage-adapter.ts";
import { hasCode, type TruceError } from "../errors/truce-error.ts";
import type { Event, EventType, RecordedEvent } from "../events/event.ts";
import { jitteredBackoff } from "../waiting/retry.ts";
import { newWaker } from "../waiting/waker.ts";

/** An event store, as far as it is followed. */
export interface Followed<E extends Event> {
  readonly adapter: StorageAdapter;
  /** Null if every stored event is read. Otherwise some may not be. */
  readonly upcasters: object | null;
  readAll(options: ReadAllOptions): AsyncIterable<RecordedEvent<E>>;
}

/** What to follow, and how. */
export interface FollowOptions<E extends Event> {
  /** Only events of these types. */
  readonly types?: readonly EventType<E>[] | undefined;
  /** Only events in streams of these categories. */
  readonly categories?: readonly string[] | undefined;
  /** How often to look for events without being woken, in milliseconds. */
  readonly pollMs: number;
  /** The maximum number of events of a batch. A batch has more if one stored event became several. */
  readonly batchSize: number;
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined;
  /** Called each time that the storage is unavailable. The reading goes on. */
  readonly onUnavailable?: ((error: TruceError) => void) | undefined;
}

/** Consecutive events. */
export interface Batch<E extends Event> {
  /** The events that are wanted; possibly none. */
  readonly events: readonly RecordedEvent<E>[];
  /** How far the store has been read. */
  readonly upTo: Checkpoint;
  /** Whether there was nothing more to read. */
  readonly isLast: boolean;
}

/** Batch after batch, until the signal aborts. A batch that only says that nothing is left has the checkpoint of the last one. */
export async function* follow<E extends Event>(
  store: Followed<E>,
  from: Checkpoint,
  options: FollowOptions<E>,
): AsyncGenerator<Batch<E>> {
  const { signal, pollMs, onUnavailable } = options;
  const waker = newWaker();
  const unwatch = store.adapter.watch?.(waker.wake);
  let upTo = from;
  let failures = 0;
  try {
    for (;;) {
      if (signal?.aborted) return;
      try {
        for await (const batch of batchesAfter(store, upTo, options)) {
          ({ upTo } = batch);
          failures = 0;
          yield batch;
          if (signal?.aborted) return;
        }
        await waker.wait(pollMs, signal);
      } catch (error) {
        if (!hasCode(error, "unavailable")) throw error;
        onUnavailable?.(error);
        await waker.wait(jitteredBackoff(++failures), signal);
      }
    }
  } finally {
    unwatch?.();
  }
}

/** The batches of one read, up to the end of the store. The last one says so. */
async function* batchesAfter<E extends Event>(
  store: Followed<E>,
  from: Checkpoint,
  { types, categories, batchSize }: FollowOptions<E>,
): AsyncGenerator<Batch<E>> {
  // Read first, so that everything up to here is within the read. Unwanted events up to here are never read again.
  const isPartial = types || categories || store.upcasters;
  const end = isPartial ? await lastEvent(store.adapter) : undefined;
  let events: RecordedEvent<E>[] = [];
  let upTo = from;
  for await (const event of store.readAll({ afterPosition: from.position, types, categories })) {
    // Events that came from one stored event have the same position, and stay together.
    if (events.length >= batchSize && event.position > upTo.position) {
      yield { events, upTo, isLast: false };
      events = [];
    }
    events.push(event);
    upTo = { position: event.position, eventId: event.id };
  }
  if (end && end.position > upTo.position) upTo = end;
  yield { events, upTo, isLast: true };
}

/** The last event of the store that can be read. */
export async function lastEvent(adapter: StorageAdapter): Promise<Checkpoint | undefined> {
  for await (const { position, id } of adapter.readAll({ direction: "backwards", limit: 1 })) {
    return { position, eventId: id };
  }
  return undefined;
}
