/**
 * A scheduler that lets one waiting call after the other go on, in an order that depends on a seed alone.
 *
 * It does what `fc.scheduler()` does, without the record that makes a failure readable: a campaign plays so many
 * histories that keeping it would cost more than playing them. A failure is replayed by its seed.
 */

import { createRandom } from "@truce/test-support/campaigns";
import type { RaceScheduler } from "../src/races/scheduled-adapter.ts";

/** Turns of the microtask queue after which whoever was let go on has done all that it can. */
const SETTLING_TURNS = 12;

const SETTLED = Promise.resolve();

/** How long nobody may ask to go on, in turns of the event loop, before the run counts as stuck. */
const MAX_IDLE_TURNS = 1_000;

export interface SeededScheduler extends RaceScheduler {
  /**
   * Lets calls go on until the run is over.
   *
   * @throws Error if nobody asks to go on any more and the run is not over.
   */
  waitFor<T>(run: Promise<T>): Promise<T>;
}

export function createSeededScheduler(seed: number): SeededScheduler {
  const random = createRandom(seed);
  const waiting: (() => void)[] = [];

  /** Whether there was anybody to let go on. */
  const letOneGoOn = async (): Promise<boolean> => {
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
        if (await letOneGoOn()) idle = 0;
        // Somebody waits for something else than this scheduler: a timer, or real work elsewhere.
        else if (idle > SETTLING_TURNS) await new Promise((resolve) => setTimeout(resolve));
      }
      if (!state.over)
        throw new Error("the history is stuck: nobody asks to go on, and not everybody is done");
      return await run;
    },
  };
}
