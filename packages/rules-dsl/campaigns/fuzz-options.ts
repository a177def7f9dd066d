/** The command line of the fuzz campaign. */

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export interface FuzzOptions {
  /** How long it goes on; the inputs that are under way then are finished. */
  readonly minutes: number;
  /** The first seed; the others follow it. */
  readonly seed: number;
  /** How many seeds there are, if not as many as there is time for. */
  readonly seeds: number;
  readonly workers: number;
}

export const USAGE = `usage: npm run fuzz -- [--minutes M] [--seed S] [--seeds N] [--workers W]

  --minutes M     for how long (1)
  --seed S        the first seed; each stands for a number of inputs (random)
  --seeds N       how many seeds at most (as many as there is time for)
  --workers W     how many threads (as many as there are processors)

An input with a failure is tried again by --seed and its own seed, --seeds 1.
The exit status is 0 where there is no failure, 1 where there is one, and 2 for misuse.`;

/** Seeds are non-negative and below this number. */
const SEEDS = 2 ** 31;

/** The options, `"help"`, or what is wrong with the command line. */
export function fuzzOptions(args: readonly string[]): FuzzOptions | "help" | { readonly misuse: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: "string", default: "1" },
        seed: { type: "string", default: String(Math.floor(Math.random() * (SEEDS / 2))) },
        seeds: { type: "string" },
        workers: { type: "string", default: String(availableParallelism()) },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const seed = numberOf("seed", values.seed, 0, SEEDS - 1);
    return {
      minutes: numberOf("minutes", values.minutes, 0.01, 10_000),
      seed,
      seeds: values.seeds === undefined ? SEEDS - seed : numberOf("seeds", values.seeds, 1, SEEDS - seed),
      workers: numberOf("workers", values.workers, 1, 256),
    };
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return { misuse: error.message };
    throw error;
  }
}

/** Whole where whole numbers are asked for. */
function numberOf(name: string, text: string, least: number, most: number): number {
  const form = Number.isInteger(least) ? /^\d+$/ : /^\d+(?:\.\d+)?$/;
  const value = form.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new RangeError(`--${name} must be a number from ${least} to ${most}, not '${text}'`);
}
