/** All inputs of a seed, through all stages. */

import process from "node:process";
import type { WrittenProject } from "../tests/projects/write.ts";
import { inputsOf, type FuzzInput } from "./fuzz-inputs.ts";
import { STAGES, type Stage } from "./fuzz-stages.ts";

/** Sums by name. */
export type Tally = Readonly<Record<string, number>>;

/** An input that something was wrong with. */
export interface Failure {
  readonly seed: number;
  readonly index: number;
  readonly kind: string;
  readonly problem: string;
}

/** What came of a seed. */
export interface FuzzedSeed {
  readonly tally: Tally;
  readonly failures: readonly Failure[];
}

/** Runs the inputs of a seed through all stages. @param judgesTime - Whether an input may fail for its time. */
export function fuzzSeed(seed: number, judgesTime: boolean): FuzzedSeed {
  const failures: Failure[] = [];
  const tally: Record<string, number> = {};
  const count = (name: string, by: number): void => {
    tally[name] = (tally[name] ?? 0) + by;
  };
  for (const [index, input] of inputsOf(seed).entries()) {
    count("inputs", 1);
    count(input.kind, 1);
    count("characters", lengthOf(input));
    for (const stage of STAGES) {
      const problem = problemOf(stage, input) ?? (judgesTime ? timeProblem(stage, input) : null);
      if (problem === null) continue;
      count("failures", 1);
      failures.push({ seed, index, kind: input.kind, problem: `${stage.name}: ${problem}` });
    }
  }
  return { tally, failures };
}

function problemOf({ run }: Stage, input: WrittenProject): string | null {
  try {
    run(input);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** What a stage may take: much more than it should, and growing with the text. */
const LEAST_MS = 400;
const MS_PER_CHARACTER = 0.05;
/** A text sixteen times as long may take so many times as long, if it takes long at all. */
const MOST_GROWTH = 50;
const WORTH_COMPARING_MS = 120;
/** What is slow once may have met a garbage collection. */
const TRIES = 4;

function timeProblem(stage: Stage, input: FuzzInput): string | null {
  const limit = LEAST_MS + lengthOf(input) * MS_PER_CHARACTER;
  const took = leastTime(stage, input, limit);
  if (took > limit) return `took ${Math.round(took)} ms for ${lengthOf(input)} characters`;
  if (!input.times || took < WORTH_COMPARING_MS) return null;
  // Work that has a limit grows fast up to it, and no more then: a longer text shows whether it goes on.
  const short = leastTime(stage, input.times(1 / 4), 0);
  const long = leastTime(stage, input.times(4), short * MOST_GROWTH);
  if (long <= short * MOST_GROWTH) return null;
  return `took ${Math.round(short)} ms for a quarter of the text, and ${Math.round(long)} ms for four times as much`;
}

/** The least time of a few tries, or the first that is good enough. */
function leastTime({ run }: Stage, input: WrittenProject, goodEnough: number): number {
  let least = Infinity;
  for (let tries = 0; tries < TRIES && least > goodEnough; tries++) {
    const started = threadTime();
    try {
      run(input);
    } catch {
      // That it fails is reported elsewhere.
    }
    least = Math.min(least, threadTime() - started);
  }
  return least;
}

/** What this thread has computed, in milliseconds: what others do on the machine is no part of it. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function lengthOf({ files, options }: WrittenProject): number {
  return [...files, ...(options.imports ?? [])].reduce((sum, { text }) => sum + text.length, 0);
}
