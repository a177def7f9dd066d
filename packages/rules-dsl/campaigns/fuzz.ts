/**
 * The fuzz campaign: runs thousands of inputs through every stage of the language. A stage may only report diagnostics, and its
 * time must not grow faster than the text.
 */

import process from "node:process";
import { createProgress, inThreads, runCampaign } from "@truce/test-support/campaigns";
import { fuzzOptions, USAGE, type FuzzOptions } from "./fuzz-options.ts";
import { countOf, failureReport, fuzzReport } from "./fuzz-report.ts";
import type { FuzzedSeed } from "./fuzz-seed.ts";

/** The most failures that are reported. More would only repeat them. */
const MAX_REPORTED = 20;
const WORKER = new URL("fuzz-worker.ts", import.meta.url);

process.exitCode = await runCampaign(process.argv.slice(2), {
  usage: USAGE,
  options: fuzzOptions,
  run: fuzz,
});

/** Whether there was no failure. */
async function fuzz({ minutes, seed, seeds, workers }: FuzzOptions): Promise<boolean> {
  const started = performance.now();
  const share = (): number => (performance.now() - started) / (minutes * 60_000);
  const progress = await createProgress("fuzzing");
  const tally: Record<string, number> = {};
  let failures = 0;
  let next = seed;

  function* whileThereIsTime(): Generator<number, undefined> {
    while (next < seed + seeds && share() < 1) yield next++;
  }
  const add = (fuzzed: FuzzedSeed): void => {
    for (const [name, count] of Object.entries(fuzzed.tally)) tally[name] = (tally[name] ?? 0) + count;
    for (const failure of fuzzed.failures)
      if (failures++ < MAX_REPORTED) progress.print(failureReport(failure));
    progress.advance(share(), found(tally["inputs"] ?? 0, failures));
  };
  await inThreads({ threads: workers, program: WORKER, tasks: whileThereIsTime(), add });

  progress.stop();
  const seconds = (performance.now() - started) / 1_000;
  console.log(fuzzReport({ first: seed, seeds: next - seed, tally, failures, seconds }));
  return failures === 0;
}

function found(inputs: number, failures: number): string {
  return `${inputs.toLocaleString("en")} inputs, ${countOf(failures)}`;
}
