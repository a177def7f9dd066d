/** The fast tests, `npm test`. Those in `*.slow.test.ts` are left to `vitest.slow.config.ts`. */

import { existsSync, readdirSync } from "node:fs";
import { defaultServerConditions, type UserConfig } from "vite";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const packages = readdirSync(`${root}/packages`)
  .filter((name) => existsSync(`${root}/packages/${name}/package.json`))
  .map((name) => ({ name, folder: `packages/${name}` }));
const others = [
  ...["examples", "docs", "benchmarks"].map((name) => ({ name, folder: name })),
  { name: "vscode", folder: "editors/vscode" },
];

/** Starts a PostgreSQL for the tests of a project. */
const postgresServer = `${root}/packages/adapter-postgres/tests/support/global-setup.ts`;
const ON_POSTGRES = new Set(["adapter-postgres", "examples"]);
/** Their tests replace no module and change nothing global, so files share a worker: starting one takes longer than most of them. */
const SHARING_A_WORKER = new Set(["core", "adapter-memory", "rules-analysis", "testkit", "test-support"]);

/** @param results - The name of the file in which the results are left, for `scripts/test-counts.ts`. */
export function configFor(files: {
  readonly include: string;
  readonly exclude: readonly string[];
  readonly results: string;
  /** Whether the type tests run too. */
  readonly withTypes: boolean;
  /** A project whose files run one after another, when those of the other projects are done. */
  readonly alone?: string;
}): UserConfig {
  return defineConfig({
    // Tests run against the sources of all packages: no build, and stack traces that point into src.
    ssr: { resolve: { conditions: ["@truce/source", ...defaultServerConditions] } },
    test: {
      maxWorkers: "100%",
      // No test asserts a time. This only ends one that hangs.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      reporters: ["default", "json"],
      outputFile: { json: `${root}/node_modules/.cache/truce/${files.results}` },
      projects: [...packages, ...others].map(({ name, folder }) => ({
        extends: true as const,
        root: `${root}/${folder}`,
        test: {
          name,
          isolate: !SHARING_A_WORKER.has(name),
          ...(name === files.alone && { maxWorkers: 1, sequence: { groupOrder: 1 } }),
          include: [files.include],
          exclude: ["**/node_modules/**", "**/dist/**", "**/template/**", ...files.exclude],
          globalSetup: ON_POSTGRES.has(name) ? [postgresServer] : [],
          typecheck: {
            enabled: files.withTypes,
            checker: "tsc",
            include: ["**/*.test-d.ts"],
            tsconfig: "tsconfig.json",
          },
        },
      })),
    },
  });
}

export default configFor({
  include: "**/*.test.ts",
  exclude: ["**/*.slow.test.ts"],
  results: "test-results.json",
  withTypes: true,
});
