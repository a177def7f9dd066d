/**
 * A scheduler that lets waiting calls continue one at a time, in an order that depends only on a seed.
 *
 * It works like `fc.scheduler()`, but keeps no record of what happened. A campaign plays so many histories that keeping
 * one would take longer than playing. A failure can be replayed by its seed.
 */

import { createRandom } from "@truce/test-support/campaigns";
import type { RaceScheduler } from "../src/races/scheduled-adapter.ts";

/** Turns of the microtask queue after which a continued call has done all that it can. */
const SETTLING_TURNS = 12;

const SETTLED = Promise.resolve();

/** A run counts as stuck if for this many turns of the event loop no call waits for the scheduler. */
const MAX_IDLE_TURNS = 1_000;

export interface SeededScheduler extends RaceScheduler {
  /**
   * Lets calls continue until the run ends.
   *
   * @throws Error if the run has not ended but no call waits for the scheduler any more.
   */
  waitFor<T>(run: Promise<T>): Promise<T>;
}

export function createSeededScheduler(seed: number): SeededScheduler {
  const random = createRandom(seed);
  const waiting: (() => void)[] = [];

  /** Returns false if no call was waiting. */
  const continueOne = async (): Promise<boolean> => {
    for (let turn = 0; turn < SETTLING_TURNS; turn++) await SETTLED;
    const [chosen] = waiting.splice(Math.floor(random.next() * waiting.length), 1);
    chosen?.();
    return chosen !== undefined;
  };

  return {
    async schedule(task) {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return await task;
    },
    async waitFor(run) {
      const state = { over: false };
      const end = (): void => {
        state.over = true;
      };
      run.then(end, end);
      for (let idle = 0; !state.over && idle < MAX_IDLE_TURNS; idle++) {
        if (await continueOne()) idle = 0;
        // The run waits for something other than this scheduler, such as a timer.
        else if (idle > SETTLING_TURNS) await new Promise((resolve) => setTimeout(resolve));
      }
      if (!state.over)
        throw new Error("the history is stuck: it has not ended, but no call waits for a turn");
      return await run;
    },
  };
}
