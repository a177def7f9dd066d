/**
 * The fuzz campaign: inputs by the thousand through every stage of the language. Only diagnostics may come out, and in a time that
 * grows no faster than the text.
 */

import { once } from "node:events";
import process from "node:process";
import { Worker } from "node:worker_threads";
import { fuzzOptions, USAGE, type FuzzOptions } from "./fuzz-options.ts";
import { createProgress } from "./fuzz-progress.ts";
import { fuzzReport } from "./fuzz-report.ts";
import type { Failure, FuzzedSeed } from "./fuzz-seed.ts";

const options = fuzzOptions(process.argv.slice(2));
if (options === "help") {
  console.log(USAGE);
} else if ("misuse" in options) {
  console.error(`${options.misuse}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  process.exitCode = (await fuzz(options)) ? 0 : 1;
}

/** Whether there was no failure. */
async function fuzz({ minutes, seed, seeds, workers }: FuzzOptions): Promise<boolean> {
  const started = performance.now();
  const share = (): number => (performance.now() - started) / (minutes * 60_000);
  const progress = createProgress();
  const tally: Record<string, number> = {};
  const failures: Failure[] = [];
  let next = seed;

  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("fuzz-worker.ts", import.meta.url));
    try {
      while (next < seed + seeds && share() < 1) {
        const fuzzed = await resultOf(worker, next++);
        for (const [name, count] of Object.entries(fuzzed.tally)) tally[name] = (tally[name] ?? 0) + count;
        failures.push(...fuzzed.failures);
        progress.advance(share(), tally["inputs"] ?? 0, failures.length);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));

  progress.stop();
  const seconds = (performance.now() - started) / 1_000;
  console.log(fuzzReport({ first: seed, seeds: next - seed, tally, failures, seconds }));
  return failures.length === 0;
}

/** Rejects if the worker fails. */
async function resultOf(worker: Worker, seed: number): Promise<FuzzedSeed> {
  const answered = once(worker, "message");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(seed);
  const [result] = (await answered) as [FuzzedSeed];
  return result;
}
