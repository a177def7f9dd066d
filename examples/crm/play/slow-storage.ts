/** Memory answers at once, and then nothing ever interleaves. This gives a storage the pauses of a network. */

import { setTimeout } from "node:timers/promises";

import type { StorageAdapter } from "@truce/core";

import type { SeededRandom } from "../seeded-random.ts";

/** The longest pause before and after an append, and before a read, in milliseconds. */
export const MAX_LATENCY = 2;

/** The same storage, a little away. */
export function slowStorage(storage: StorageAdapter, random: SeededRandom): StorageAdapter {
  const pause = (): Promise<void> => setTimeout(random.between(0, MAX_LATENCY));
  return {
    ...storage,
    async append(request) {
      await pause();
      const outcome = await storage.append(request);
      await pause();
      return outcome;
    },
    async *readStream(streamId, options) {
      await pause();
      yield* storage.readStream(streamId, options);
    },
  };
}
