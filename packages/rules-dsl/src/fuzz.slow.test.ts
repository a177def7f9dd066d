/** A few seeds of the fuzz campaign (`npm run fuzz`), which goes on for as long as one has time, and judges times too. */

import { expect, test } from "vitest";
import { fuzzSeed } from "../campaigns/fuzz-seed.ts";

const FIRST = Number(process.env["TRUCE_SEED"] ?? Math.floor(Math.random() * 2 ** 30));

test("only diagnostics come out, whatever goes in", { timeout: 120_000 }, () => {
  for (let seed = FIRST; seed < FIRST + 4; seed++) {
    expect(fuzzSeed(seed, false).failures, `with TRUCE_SEED=${seed}`).toEqual([]);
  }
});
