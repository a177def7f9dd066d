/** An adapter whose calls pass through a scheduler, so that their interleavings can be explored and replayed. */

import type { StorageAdapter } from "@truce/core/adapter";

/** What is needed of a scheduler; that of fast-check (`fc.scheduler()`) has it. */
export interface RaceScheduler {
  /** Resolves when the scheduler lets it go on. */
  schedule<T>(task: Promise<T>, label?: string): Promise<T>;
}

/**
 * Every call waits for the scheduler before it takes effect and again before it answers, so that any other call can
 * come between a caller's decision, its effect and its answer.
 *
 * @example
 * ```ts
 * const adapter = scheduledAdapter(scheduler, memoryAdapter());
 * const told = await scheduler.waitFor(runHistory(history, createEventStore({ adapter, rules })));
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
        await turn(`answer to ${label}`);
      }
    },
    readStream: (streamId, options) =>
      scheduledRead(`read of ${streamId}`, () => adapter.readStream(streamId, options)),
    readAll: (options) => scheduledRead("read of everything", () => adapter.readAll(options)),
    readRuleSets: () => scheduledRead("read of the rule sets", () => adapter.readRuleSets()),
    close: () => adapter.close(),
  };
}
