/** A thread of the fuzz campaign. It runs the seeds that it receives. */

import { parentPort } from "node:worker_threads";
import { fuzzSeed } from "./fuzz-seed.ts";

parentPort?.on("message", (seed: number) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(fuzzSeed(seed, true));
});
