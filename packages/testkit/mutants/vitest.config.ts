/** Runs the tests of one suite against one mutant. TRUCE_MUTANT is its index in the catalogue, or "none". */

import { resolve } from "node:path";
import { defaultServerConditions, type Plugin } from "vite";
import { defineConfig } from "vitest/config";

import { mutants } from "./catalogue/index.ts";
import { mutate, type SuiteName } from "./mutant.ts";

const root = resolve(import.meta.dirname, "../../..");
const suite = process.env["TRUCE_SUITE"] as SuiteName;
const mutant = mutants[Number(process.env["TRUCE_MUTANT"])];

const testsOf: Readonly<Record<SuiteName, readonly string[]>> = {
  rules: ["packages/core/src/rules/*.test.ts"],
  input: ["packages/core/src/input/*.test.ts"],
  store: ["packages/core/src/{store,command-handler}/*.test.ts"],
  processing: ["packages/core/src/{subscriptions,processing,projections}/*.test.ts"],
  upcasters: [
    "packages/core/src/upcasters/*.test.ts",
    "packages/core/src/store/upcasters.test.ts",
    "packages/testkit/src/races/upcast-history.property.test.ts",
  ],
  conformance: ["packages/adapter-memory/src/*.test.ts"],
  // Without the tests of the conformance suite: they take minutes, and none of them is about histories.
  history: ["packages/testkit/src/**/*.test.ts", "packages/testkit/tests/entries.test.ts"],
  postgres: mutants.flatMap(({ suite: of, tests = [] }) => (of === "postgres" ? tests : [])),
};

const mutation: Plugin = {
  name: "truce-mutation",
  enforce: "pre",
  transform(source, id) {
    return mutant && id === resolve(root, mutant.file) ? mutate(source, mutant) : null;
  },
};

export default defineConfig({
  root,
  plugins: [mutation],
  ssr: { resolve: { conditions: ["@truce/source", ...defaultServerConditions] } },
  test: {
    include: [...(mutant?.tests ?? testsOf[suite])],
    globalSetup:
      suite === "postgres" ? [resolve(root, "packages/adapter-postgres/tests/support/global-setup.ts")] : [],
    bail: 1,
    // As in `vitest.config.ts` of the root: starting a worker for each file takes longer than most tests.
    isolate: suite === "postgres",
    // A test that times out seems to have caught the mutant, so only one that hangs may.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Other mutants run at the same time, in processes of their own.
    ...(mutant && { maxWorkers: 1 }),
    // The next mutant transforms other modules, so none may be cached.
    fsModuleCache: false,
  },
});
