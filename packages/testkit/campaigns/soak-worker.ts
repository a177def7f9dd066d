/** A thread of the soak campaign. It plays the histories of the seeds that it receives. */

import { parentPort } from "node:worker_threads";
import { createPlayer } from "./play-history.ts";
import { addTallies, failureOf, tallyOf, type FailedHistory, type Tally } from "./tally.ts";

/** `count` seeds, starting at `first`. */
export interface SoakTask {
  readonly first: number;
  readonly count: number;
}

export interface SoakResult {
  readonly tally: Tally;
  readonly failures: readonly FailedHistory[];
}

// Collecting the stack traces of planned faults would take longer than the faults themselves.
Error.stackTraceLimit = 0;

const play = createPlayer();

async function soak({ first, count }: SoakTask): Promise<SoakResult> {
  let tally: Tally = {};
  const failures: FailedHistory[] = [];
  for (let seed = first; seed < first + count; seed++) {
    try {
      const played = await play(seed);
      tally = addTallies(tally, tallyOf(played));
      const failure = failureOf(played);
      if (failure) failures.push(failure);
    } catch (error) {
      tally = addTallies(tally, { histories: 1, violations: 1 });
      failures.push({ seed, problems: [`the history failed: ${String(error)}`] });
    }
  }
  return { tally, failures };
}

parentPort?.on("message", (task: SoakTask) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  void soak(task).then((result) => parentPort?.postMessage(result));
});
