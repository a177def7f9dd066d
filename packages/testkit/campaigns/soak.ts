/**
 * The soak campaign: plays generated histories by the thousand on the memory adapter, with generated rules,
 * interleavings and faults, and has the independent checker judge every one of them.
 */

import { once } from "node:events";
import process from "node:process";
import { Worker } from "node:worker_threads";
import { soakOptions, USAGE, type SoakOptions } from "./soak-options.ts";
import { createProgress } from "./soak-progress.ts";
import { soakReport } from "./soak-report.ts";
import type { SoakResult, SoakTask } from "./soak-worker.ts";
import { addTallies, type FailedHistory, type Tally } from "./tally.ts";

/** How many histories a worker is handed at once. */
const HISTORIES_PER_TASK = 256;

const options = soakOptions(process.argv.slice(2));
if (options === "help") {
  console.log(USAGE);
} else if ("misuse" in options) {
  console.error(`${options.misuse}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  process.exitCode = (await soak(options)) ? 0 : 1;
}

/** Whether there was no violation. */
async function soak(soakingOptions: SoakOptions): Promise<boolean> {
  const { histories, workers } = soakingOptions;
  const started = performance.now();
  const progress = createProgress(histories);
  const tasks = tasksOf(soakingOptions);
  let tally: Tally = {};
  const failures: FailedHistory[] = [];

  const add = (result: SoakResult): void => {
    tally = addTallies(tally, result.tally);
    failures.push(...result.failures);
    progress.advance(result.tally["histories"] ?? 0, tally["violations"] ?? 0);
  };
  await Promise.all(Array.from({ length: workers }, () => work(tasks, add)));

  progress.stop();
  console.log(soakReport(soakingOptions, tally, failures, (performance.now() - started) / 1_000));
  return failures.length === 0;
}

function* tasksOf({ seed, histories }: SoakOptions): Generator<SoakTask, undefined> {
  for (let done = 0; done < histories; done += HISTORIES_PER_TASK) {
    yield { first: seed + done, count: Math.min(HISTORIES_PER_TASK, histories - done) };
  }
}

/** Keeps one worker busy until there are no more tasks. */
async function work(tasks: Iterator<SoakTask, undefined>, add: (result: SoakResult) => void): Promise<void> {
  const worker = new Worker(new URL("soak-worker.ts", import.meta.url));
  try {
    for (let task = tasks.next(); !task.done; task = tasks.next()) add(await resultOf(worker, task.value));
  } finally {
    await worker.terminate();
  }
}

/** Rejects if the worker fails. */
async function resultOf(worker: Worker, task: SoakTask): Promise<SoakResult> {
  const answered = once(worker, "message");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage(task);
  const [result] = (await answered) as [SoakResult];
  return result;
}
