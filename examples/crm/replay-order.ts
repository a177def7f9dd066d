/**
 * Lets users write concurrently without contradicting the recording.
 *
 * If a user had version 5 of a client on the screen, the client's first five commands were saved before all later ones.
 * So each command waits until its client has reached the highest version that any user had seen by then. Commands
 * between two versions that were seen may race, because the recording does not show which of them came first.
 *
 * A command only waits for earlier commands of the recording, so the earliest unsaved one can always go ahead.
 */

import type { RecordedCommand } from "./recorded-day.ts";

export interface ReplayOrder {
  /** Resolves when the command may be saved. */
  turnOf(recorded: RecordedCommand): Promise<void>;
  /** Must be called when the command's event is in the log. */
  saved(recorded: RecordedCommand): void;
}

export function createReplayOrder(day: readonly RecordedCommand[]): ReplayOrder {
  const turns = new Map<RecordedCommand, Promise<void>>();
  /** For each client, what to call when it reaches version 1, version 2, and so on. */
  const nextVersions = new Map<string, (() => void)[]>();
  for (const [client, commands] of Map.groupBy(day, (recorded) => recorded.client)) {
    const seen = new Set(commands.map(({ saw }) => saw));
    let turn = Promise.resolve();
    const reached = commands.map((recorded, version) => {
      turns.set(recorded, turn);
      const { promise, resolve } = Promise.withResolvers<void>();
      if (seen.has(version + 1)) turn = promise;
      return resolve;
    });
    nextVersions.set(client, reached);
  }
  return {
    turnOf: (recorded) => turns.get(recorded) ?? Promise.resolve(),
    saved: ({ client }) => nextVersions.get(client)?.shift()?.(),
  };
}
