/** A few seeds of the fuzz campaign (`npm run fuzz`), which can run for any time and also checks running times. */

import { expect, test } from "vitest";
import { fuzzSeed } from "../campaigns/fuzz-seed.ts";

const FIRST = Number(process.env["TRUCE_SEED"] ?? Math.floor(Math.random() * 2 ** 30));

test("every input leads to diagnostics only, never to an exception", { timeout: 120_000 }, () => {
  for (let seed = FIRST; seed < FIRST + 4; seed++) {
    expect(fuzzSeed(seed, false).failures, `with TRUCE_SEED=${seed}`).toEqual([]);
  }
});
