/**
 * How many cases properties try, and from which seed.
 *
 * A failing run prints its seed and path. `TRUCE_SEED=... TRUCE_PATH=... npx vitest run ...` replays it.
 * `TRUCE_RUNS=100000` tries more cases.
 */

import { env } from "node:process";

export interface Runs {
  readonly numRuns: number;
  readonly seed?: number;
  readonly path?: string;
}

/** Parameters for `fc.assert`. The environment overrides `numRuns`. */
export function runs(numRuns: number): Runs {
  const { TRUCE_RUNS: wanted, TRUCE_SEED: seed, TRUCE_PATH: path } = env;
  return {
    numRuns: wanted === undefined ? numRuns : Number(wanted),
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(path !== undefined && { path }),
  };
}

/** The timeout of a property in milliseconds. It is longer if the environment asks for more runs. */
export const TIMEOUT = env["TRUCE_RUNS"] === undefined ? 120_000 : 3_600_000;
