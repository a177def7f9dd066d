import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { mutants } from "./catalogue/index.ts";
import { mutate, type Mutant } from "./mutant.ts";
import { describeFate, runMutants } from "./run-all.ts";
import type { Fate } from "./run-mutant.ts";

const LONG = 15 * 60_000;
const root = resolve(import.meta.dirname, "../../..");

/** The mutants of the engine. `npm run mutants` runs the others as well, every night, because they take much longer. */
const isOfEngine = ({ suite }: Mutant): boolean => suite === "rules";

describe("every mutant of the engine is caught", () => {
  const fates = new Map<string, Fate>();

  beforeAll(async () => {
    for await (const { mutant, fate } of runMutants(isOfEngine)) fates.set(mutant.name, fate);
  }, LONG);

  it.each(mutants.filter(isOfEngine).map(({ name }) => name))("%s", (name) => {
    const fate = fates.get(name);
    expect(fate?.kind, fate && describeFate(fate)).toBe("caught");
  });
});

describe("the catalogue is up to date", () => {
  it("each mutant has a name of its own", () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  it("each mutant changes its file, including the mutants that are not run here", async () => {
    for (const mutant of mutants) {
      const source = await readFile(resolve(root, mutant.file), "utf8");
      expect(mutate(source, mutant), mutant.name).not.toBe(source);
    }
  });
});
