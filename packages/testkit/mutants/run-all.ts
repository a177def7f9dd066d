/** Runs many mutants, as many at a time as there are cores. */

import { availableParallelism } from "node:os";

import { startPostgres } from "@truce/test-support/postgres";

import { mutants } from "./catalogue/index.ts";
import type { Mutant, SuiteName } from "./mutant.ts";
import { runMutant, type Fate } from "./run-mutant.ts";

/** A mutant and its fate. */
export interface MutantFate {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** How long its tests ran. */
  readonly seconds: number;
}

/**
 * Runs all mutants that are wanted, and gives their fates in the order in which they end.
 *
 * @throws Error if a suite fails without any mutant, because it would then seem to catch every mutant.
 */
export async function* runMutants(isWanted: (mutant: Mutant) => boolean): AsyncGenerator<MutantFate> {
  const wanted = [...mutants.entries()].filter(([, mutant]) => isWanted(mutant));
  const needsPostgres = wanted.some(([, { suite }]) => suite === "postgres");
  const server = needsPostgres ? await startPostgres() : undefined;
  try {
    yield* runAll(wanted, server ? { DATABASE_URL: server.url } : {});
  } finally {
    await server?.stop();
  }
}

async function* runAll(
  wanted: [number, Mutant][],
  environment: Readonly<Record<string, string>>,
): AsyncGenerator<MutantFate> {
  const suites = new Set(wanted.map(([, { suite }]) => suite));
  for (const suite of suites) await checkSuite(suite, environment);

  const running = new Set<Promise<MutantFate>>();
  const start = ([index, mutant]: [number, Mutant]): void => {
    const began = performance.now();
    const run = runMutant(mutant.suite, index, environment).then((fate) => {
      running.delete(run);
      return { mutant, fate, seconds: (performance.now() - began) / 1_000 };
    });
    running.add(run);
  };
  for (const entry of wanted.splice(0, availableParallelism())) start(entry);
  while (running.size > 0) {
    yield await Promise.race(running);
    const next = wanted.shift();
    if (next) start(next);
  }
}

async function checkSuite(suite: SuiteName, environment: Readonly<Record<string, string>>): Promise<void> {
  const fate = await runMutant(suite, "none", environment);
  if (fate.kind !== "survived") {
    throw new Error(`the tests of '${suite}' fail without any mutant: ${describeFate(fate)}`);
  }
}

/** Describes the fate of a mutant in a few words. */
export function describeFate(fate: Fate): string {
  switch (fate.kind) {
    case "caught":
      return `by: ${fate.by}`;
    case "survived":
      return `${fate.tests} tests passed`;
    case "broken":
      return `did not run: ${fate.why.trim().split("\n")[0] ?? ""}`;
  }
}
