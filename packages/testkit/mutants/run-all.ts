/** Holds mutants against their suites, as many at a time as there are cores. */

import { availableParallelism } from "node:os";

import { mutants } from "./catalogue/index.ts";
import type { Mutant, SuiteName } from "./mutant.ts";
import { startPostgres } from "./postgres-server.ts";
import { runMutant, type Fate } from "./run-mutant.ts";

/** A mutant, and what became of it. */
export interface MutantFate {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** How long it lived. */
  readonly seconds: number;
}

/**
 * What became of all mutants that are wanted, in the order in which they were done.
 *
 * @throws Error if a suite does not pass without any mutant: it could not tell a mutant from the truth.
 */
export async function* runMutants(isWanted: (mutant: Mutant) => boolean): AsyncGenerator<MutantFate> {
  const wanted = [...mutants.entries()].filter(([, mutant]) => isWanted(mutant));
  const needsPostgres = wanted.some(([, { suite }]) => suite === "postgres");
  const server = needsPostgres ? await startPostgres() : undefined;
  try {
    yield* runAll(wanted, server ? { DATABASE_URL: server.databaseUrl } : {});
  } finally {
    await server?.stop();
  }
}

async function* runAll(
  wanted: [number, Mutant][],
  environment: Readonly<Record<string, string>>,
): AsyncGenerator<MutantFate> {
  for (const suite of new Set(wanted.map(([, { suite: name }]) => name)))
    await checkSuite(suite, environment);

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

/** What became of a mutant, in words. */
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
