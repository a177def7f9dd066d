/** The messages of the campaign about failures, and its summary. */

import { STAGES } from "./fuzz-stages.ts";
import type { Failure, Tally } from "./fuzz-seed.ts";

const KINDS = ["bytes", "tokens", "programs", "files", "projects", "repetitions"] as const;

export interface Fuzzed {
  readonly first: number;
  readonly seeds: number;
  readonly tally: Tally;
  readonly failures: number;
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
    countOf(failures),
  ].join("\n");
}

/** How many failures there were. */
export function countOf(failures: number): string {
  if (failures < 2) return failures === 0 ? "no failure" : "1 failure";
  return `${failures.toLocaleString("en")} failures`;
}

export function failureReport({ seed, index, kind, problem }: Failure): string {
  return [
    `failure with seed ${seed}, input ${index} (${kind}); again: npm run fuzz -- --seed ${seed} --seeds 1`,
    ...problem.split("\n").map((line) => `  ${line}`),
  ].join("\n");
}
