/**
 * The soak campaign. It plays thousands of generated histories on the memory adapter, with generated rules,
 * interleavings and faults. The history checker judges each of them.
 */

import process from "node:process";
import { createProgress, inThreads, runCampaign } from "@truce/test-support/campaigns";
import { soakOptions, USAGE, type SoakOptions } from "./soak-options.ts";
import { soakReport } from "./soak-report.ts";
import type { SoakResult, SoakTask } from "./soak-worker.ts";
import { addTallies, type FailedHistory, type Tally } from "./tally.ts";

const WORKER = new URL("soak-worker.ts", import.meta.url);
/** How many histories a worker receives at a time. */
const HISTORIES_PER_TASK = 256;

process.exitCode = await runCampaign(process.argv.slice(2), {
  usage: USAGE,
  options: soakOptions,
  run: soak,
});

/** Returns true if there was no violation. */
async function soak(options: SoakOptions): Promise<boolean> {
  const { histories, workers } = options;
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1_000;
  const progress = await createProgress("playing histories");
  let tally: Tally = {};
  const failures: FailedHistory[] = [];

  const add = (result: SoakResult): void => {
    tally = addTallies(tally, result.tally);
    failures.push(...result.failures);
    const done = tally["histories"] ?? 0;
    const rate = Math.round(done / seconds());
    const found = failures.length === 0 ? "no violation" : `${tally["violations"]} violations`;
    progress.advance(done / histories, `${done} of ${histories} histories, ${rate} a second, ${found}`);
  };
  await inThreads({ threads: workers, program: WORKER, tasks: tasksOf(options), add });

  progress.stop();
  console.log(soakReport(options, tally, failures, seconds()));
  return failures.length === 0;
}

function* tasksOf({ seed, histories }: SoakOptions): Generator<SoakTask, undefined> {
  for (let done = 0; done < histories; done += HISTORIES_PER_TASK) {
    yield { first: seed + done, count: Math.min(HISTORIES_PER_TASK, histories - done) };
  }
}
