/** The campaign's last words. */

import { STAGES } from "./fuzz-stages.ts";
import type { Failure, Tally } from "./fuzz-seed.ts";

/** The most failures that are listed. */
const MAX_LISTED = 10;
const KINDS = ["bytes", "tokens", "programs", "files", "projects", "repetitions"] as const;

export interface Fuzzed {
  readonly first: number;
  readonly seeds: number;
  readonly tally: Tally;
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

export function fuzzReport({ first, seeds, tally, failures, seconds }: Fuzzed): string {
  const of = (name: string): string => (tally[name] ?? 0).toLocaleString("en");
  const rate = Math.round((tally["inputs"] ?? 0) / seconds).toLocaleString("en");
  return [
    `${of("inputs")} inputs, ${of("characters")} characters, seeds ${first} to ${first + seeds - 1}: ` +
      `${seconds.toFixed(1)} s, ${rate} a second`,
    `inputs        ${KINDS.map((kind) => `${of(kind)} ${kind}`).join(", ")}`,
    `stages        ${STAGES.map(({ name }) => name).join(", ")}`,
    ...failures
      .toSorted((one, other) => one.seed - other.seed)
      .slice(0, MAX_LISTED)
      .flatMap(({ seed, index, kind, problem }) => [
        `failure with seed ${seed}, input ${index} (${kind}); again: npm run fuzz -- --seed ${seed} --seeds 1`,
        ...problem.split("\n").map((line) => `  ${line}`),
      ]),
    failures.length === 0 ? "no failure" : `${failures.length.toLocaleString("en")} failures`,
  ].join("\n");
}
