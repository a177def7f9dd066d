/** The command line of the soak campaign. */

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { integerOf, SEEDS, someSeed } from "@truce/test-support/campaigns";

export interface SoakOptions {
  readonly histories: number;
  /** The seed of the first history. The others have the seeds after it. */
  readonly seed: number;
  readonly workers: number;
}

export const USAGE = `usage: npm run soak -- [--histories N] [--seed S] [--workers W]

  --histories N   how many generated histories to play and check (10000)
  --seed S        seed of the first history; the others have the seeds after it (random)
  --workers W     how many threads (as many as there are processors)

To replay a history with a violation, use --histories 1 --seed and its seed.
The exit status is 0 if there is no violation, 1 if there is one, and 2 for wrong usage.`;

/** @throws RangeError or TypeError if the command line is wrong. The message says why. */
export function soakOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      histories: { type: "string", default: "10000" },
      seed: { type: "string", default: someSeed() },
      workers: { type: "string", default: String(availableParallelism()) },
    },
  });
  const seed = integerOf("seed", values.seed, 0, SEEDS - 1);
  return {
    histories: integerOf("histories", values.histories, 1, SEEDS - seed),
    seed,
    workers: integerOf("workers", values.workers, 1, 256),
  };
}
