/** An adapter whose calls wait for a scheduler, so that interleavings can be explored and replayed. */

import type { StorageAdapter } from "@truce/core/adapter";

/** The part of a scheduler that `scheduledAdapter` uses. The scheduler of fast-check (`fc.scheduler()`) fits. */
export interface RaceScheduler {
  /** Resolves when the scheduler lets the task continue. */
  schedule<T>(task: Promise<T>, label?: string): Promise<T>;
}

/**
 * Every call waits for the scheduler twice: before it takes effect, and before it returns. So any other call can come
 * between a caller's decision, the effect and the result.
 *
 * @example
 * ```ts
 * const adapter = scheduledAdapter(scheduler, memoryAdapter());
 * const observations = await scheduler.waitFor(runHistory(history, createEventStore({ adapter, rules })));
 * ```
 */
export function scheduledAdapter(scheduler: RaceScheduler, adapter: StorageAdapter): StorageAdapter {
  const turn = (label: string): Promise<void> => scheduler.schedule(Promise.resolve(), label);

  async function* scheduledRead<Item>(
    label: string,
    read: () => AsyncIterable<Item>,
  ): AsyncGenerator<Item, void> {
    await turn(label);
    yield* read();
    await turn(`end of ${label}`);
  }

  return {
    async append(request) {
      const label = `append of ${request.events.map(({ id }) => id).join(", ")} to ${request.streamId}`;
      await turn(label);
      try {
        return await adapter.append(request);
      } finally {
        await turn(`result of ${label}`);
      }
    },
    readStream: (streamId, options) =>
      scheduledRead(`read of ${streamId}`, () => adapter.readStream(streamId, options)),
    readAll: (options) => scheduledRead("read of everything", () => adapter.readAll(options)),
    listStreams: (options) => scheduledRead("list of the streams", () => adapter.listStreams(options)),
    readRuleSets: () => scheduledRead("read of the rule sets", () => adapter.readRuleSets()),
    close: () => adapter.close(),
  };
}
