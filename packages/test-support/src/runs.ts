/**
 * How often properties are tried, and from which seed.
 *
 * A failing run prints its seed and path. `TRUCE_SEED=... TRUCE_PATH=... npx vitest run ...` replays it, and
 * `TRUCE_RUNS=100000` looks harder.
 */

import { env } from "node:process";

export interface Runs {
  readonly numRuns: number;
  readonly seed?: number;
  readonly path?: string;
}

/** The parameters of a property, as the environment has them. */
export function runs(numRuns: number): Runs {
  const { TRUCE_RUNS: wanted, TRUCE_SEED: seed, TRUCE_PATH: path } = env;
  return {
    numRuns: wanted === undefined ? numRuns : Number(wanted),
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(path !== undefined && { path }),
  };
}

/** Milliseconds, enough for as many runs as were asked for. */
export const TIMEOUT = env["TRUCE_RUNS"] === undefined ? 120_000 : 3_600_000;
