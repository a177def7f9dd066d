/** The tests that StrykerJS runs against each mutant: the fast tests of the packages that it mutates. */

import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["@truce/source", ...defaultServerConditions] } },
  test: {
    include: ["packages/{rules-dsl,rules-analysis,cli}/src/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/*.slow.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Few runs, because there are thousands of mutants. A fixed seed makes the scores of two weeks comparable.
    env: { TRUCE_RUNS: "20", TRUCE_SEED: "1" },
  },
});
