import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { mutants } from "./catalogue/index.ts";
import { mutate, type SuiteName } from "./mutant.ts";
import { describeFate, runMutants } from "./run-all.ts";
import type { Fate } from "./run-mutant.ts";

const LONG = 15 * 60_000;
const root = resolve(import.meta.dirname, "../../..");

/** Those of the engine, the store and what proves them. All others take minutes: `npm run mutants` holds them against their tests. */
const QUICK: ReadonlySet<SuiteName> = new Set(["rules", "input", "store", "conformance", "history"]);
const quick = mutants.filter(({ suite }) => QUICK.has(suite));

describe("every mutant of the engine and the store is caught", () => {
  const fates = new Map<string, Fate>();

  beforeAll(async () => {
    for await (const { mutant, fate } of runMutants(({ suite }) => QUICK.has(suite))) {
      fates.set(mutant.name, fate);
    }
  }, LONG);

  it.each(quick.map(({ name }) => name))("%s", (name) => {
    const fate = fates.get(name);
    expect(fate?.kind, fate && describeFate(fate)).toBe("caught");
  });
});

describe("the catalogue is up to date", () => {
  it("each mutant has a name of its own", () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  it("each changes its file, also those that are not run here", async () => {
    for (const mutant of mutants) {
      const source = await readFile(resolve(root, mutant.file), "utf8");
      expect(mutate(source, mutant), mutant.name).not.toBe(source);
    }
  });
});
