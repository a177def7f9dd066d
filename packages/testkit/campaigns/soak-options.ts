/** The command line of the soak campaign. */

import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export interface SoakOptions {
  readonly histories: number;
  /** Seed of the first history; those of the others follow it. */
  readonly seed: number;
  readonly workers: number;
}

export const USAGE = `usage: npm run soak -- [--histories N] [--seed S] [--workers W]

  --histories N   how many generated histories to play and check (10000)
  --seed S        seed of the first one; the seeds of the others follow it (random)
  --workers W     how many threads (as many as there are processors)

A history with a violation is replayed by --histories 1 --seed and its own seed.
The exit status is 0 where there is no violation, 1 where there is one, and 2 for misuse.`;

/** Seeds are non-negative and below this number. */
const SEEDS = 2 ** 31;

/** The options, `"help"`, or what is wrong with the command line. */
export function soakOptions(args: readonly string[]): SoakOptions | "help" | { readonly misuse: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        histories: { type: "string", default: "10000" },
        seed: { type: "string", default: String(Math.floor(Math.random() * (SEEDS / 2))) },
        workers: { type: "string", default: String(availableParallelism()) },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const seed = integer("seed", values.seed, 0, SEEDS - 1);
    return {
      histories: integer("histories", values.histories, 1, SEEDS - seed),
      seed,
      workers: integer("workers", values.workers, 1, 256),
    };
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return { misuse: error.message };
    throw error;
  }
}

function integer(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new RangeError(`--${name} must be an integer from ${least} to ${most}, not '${text}'`);
}
