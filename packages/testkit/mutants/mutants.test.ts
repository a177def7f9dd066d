import { beforeAll, describe, expect, it } from "vitest";

import { mutants } from "./catalogue/index.ts";
import { describeFate, runMutants } from "./run-all.ts";
import type { Fate } from "./run-mutant.ts";

const LONG = 15 * 60_000;

describe("every mutant is caught", () => {
  const fates = new Map<string, Fate>();

  beforeAll(async () => {
    for await (const { mutant, fate } of runMutants()) fates.set(mutant.name, fate);
  }, LONG);

  it.each(mutants.map(({ name }) => name))("%s", (name) => {
    const fate = fates.get(name);
    expect(fate?.kind, fate && describeFate(fate)).toBe("caught");
  });

  it("and each has a name of its own", () => {
    expect(fates.size).toBe(mutants.length);
  });
});
