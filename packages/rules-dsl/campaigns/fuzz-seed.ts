/** Runs all inputs of a seed through all stages. */

import process from "node:process";
import type { WrittenProject } from "../tests/projects/write.ts";
import { inputsOf, type FuzzInput } from "./fuzz-inputs.ts";
import { STAGES, type Stage } from "./fuzz-stages.ts";

/** Sums by name. */
export type Tally = Readonly<Record<string, number>>;

/** An input that failed. */
export interface Failure {
  readonly seed: number;
  readonly index: number;
  readonly kind: string;
  readonly problem: string;
}

/** The results of a seed. */
export interface FuzzedSeed {
  readonly tally: Tally;
  readonly failures: readonly Failure[];
}

/** Runs the inputs of a seed through all stages. @param judgesTime - Whether an input fails if it takes too long. */
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

/** The time limit of a stage: much more than it should need, in proportion to the text. */
const LEAST_MS = 400;
const MS_PER_CHARACTER = 0.05;
/** A text that is sixteen times as long may take this many times as long. This is checked only for slow inputs. */
const MOST_GROWTH = 50;
const WORTH_COMPARING_MS = 120;
/** A single slow run may be due to garbage collection. */
const TRIES = 4;

function timeProblem(stage: Stage, input: FuzzInput): string | null {
  const limit = LEAST_MS + lengthOf(input) * MS_PER_CHARACTER;
  const took = leastTime(stage, input, limit);
  if (took > limit) return `took ${Math.round(took)} ms for ${lengthOf(input)} characters`;
  if (!input.times || took < WORTH_COMPARING_MS) return null;
  // Work that has a limit grows fast up to that limit and then stops. A longer text shows whether it keeps growing.
  const short = leastTime(stage, input.times(1 / 4), 0);
  const long = leastTime(stage, input.times(4), short * MOST_GROWTH);
  if (long <= short * MOST_GROWTH) return null;
  return `took ${Math.round(short)} ms for a quarter of the text, and ${Math.round(long)} ms for four times as much`;
}

/** The shortest time of a few tries. Stops at the first one that is short enough. */
function leastTime({ run }: Stage, input: WrittenProject, goodEnough: number): number {
  let least = Infinity;
  for (let tries = 0; tries < TRIES && least > goodEnough; tries++) {
    const started = threadTime();
    try {
      run(input);
    } catch {
      // The failure is reported elsewhere.
    }
    least = Math.min(least, threadTime() - started);
  }
  return least;
}

/** The processor time of this thread in milliseconds. Other work on the machine does not affect it. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function lengthOf({ files, options }: WrittenProject): number {
  return [...files, ...(options.imports ?? [])].reduce((sum, { text }) => sum + text.length, 0);
}
