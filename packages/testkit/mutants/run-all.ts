/** Holds mutants against their suites, as many at a time as there are cores. */

import { availableParallelism } from "node:os";

import { mutants } from "./catalogue/index.ts";
import type { Mutant, SuiteName } from "./mutant.ts";
import { runMutant, type Fate } from "./run-mutant.ts";

/** A mutant, and what became of it. */
export interface MutantFate {
  readonly mutant: Mutant;
  readonly fate: Fate;
}

/**
 * What became of all mutants whose name contains the given text, in the order in which they were done.
 *
 * @throws Error if a suite does not pass without any mutant: it could not tell a mutant from the truth.
 */
export async function* runMutants(nameContains = ""): AsyncGenerator<MutantFate> {
  const wanted = [...mutants.entries()].filter(([, { name }]) => name.includes(nameContains));
  for (const suite of new Set(wanted.map(([, { suite: name }]) => name))) await checkSuite(suite);

  const running = new Set<Promise<MutantFate>>();
  const start = ([index, mutant]: [number, Mutant]): void => {
    const run = runMutant(mutant.suite, index).then((fate) => {
      running.delete(run);
      return { mutant, fate };
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

async function checkSuite(suite: SuiteName): Promise<void> {
  const fate = await runMutant(suite, "none");
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
