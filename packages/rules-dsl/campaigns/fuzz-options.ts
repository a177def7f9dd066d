/** The command line of the fuzz campaign. */

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { integerOf, numberOf, SEEDS, someSeed } from "@truce/test-support/campaigns";

export interface FuzzOptions {
  /** How long the campaign runs. Seeds that have begun by then are finished. */
  readonly minutes: number;
  /** The first seed. The next seeds count up from it. */
  readonly seed: number;
  /** The number of seeds. If it is not set, there are as many as there is time for. */
  readonly seeds: number;
  readonly workers: number;
}

export const USAGE = `usage: npm run fuzz -- [--minutes M] [--seed S] [--seeds N] [--workers W]

  --minutes M     for how long (1)
  --seed S        the first seed; each seed has many inputs (random)
  --seeds N       how many seeds at most (as many as there is time for)
  --workers W     how many threads (as many as there are processors)

To run the inputs of a failure again, use the seed of the failure with --seeds 1.
The exit status is 0 if there is no failure, 1 if there is one, and 2 if the command line is wrong.`;

/** @throws RangeError or TypeError if the command line is wrong. */
export function fuzzOptions(args: readonly string[]): FuzzOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string", default: someSeed() },
      seeds: { type: "string" },
      workers: { type: "string", default: String(availableParallelism()) },
    },
  });
  const seed = integerOf("seed", values.seed, 0, SEEDS - 1);
  return {
    minutes: numberOf("minutes", values.minutes, 0.01, 10_000),
    seed,
    seeds: values.seeds === undefined ? SEEDS - seed : integerOf("seeds", values.seeds, 1, SEEDS - seed),
    workers: integerOf("workers", values.workers, 1, 256),
  };
}
