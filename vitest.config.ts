/** The fast tests, `npm test`. Those in `*.slow.test.ts` are left to `vitest.slow.config.ts`. */

import { existsSync, readdirSync } from "node:fs";
import { defaultServerConditions, type UserConfig } from "vite";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const packages = readdirSync(`${root}/packages`)
  .filter((name) => existsSync(`${root}/packages/${name}/package.json`))
  .map((name) => ({ name, folder: `packages/${name}` }));
const projects = [
  ...packages,
  ...["examples", "docs", "benchmarks"].map((name) => ({ name, folder: name })),
  { name: "vscode", folder: "editors/vscode" },
];

/** Starts a PostgreSQL for the tests of a project. */
const postgresServer = `${root}/packages/adapter-postgres/tests/support/global-setup.ts`;
const ON_POSTGRES = new Set(["adapter-postgres", "examples"]);
/** Their tests replace no module and change nothing global, so files share a worker: starting one takes longer than most of them. */
const SHARING_A_WORKER = new Set([
  ...["core", "adapter-memory", "rules-analysis", "language-server", "testkit", "test-support"],
]);

/** @param results - The name of the file in which the results are left, for `scripts/test-counts.ts`. */
export function configFor(files: {
  readonly include: string;
  readonly exclude: readonly string[];
  readonly results: string;
  /** Whether the type tests run too. */
  readonly withTypes: boolean;
  /** A file that runs when all others are done, and the project that it belongs to. */
  readonly alone?: { readonly project: string; readonly file: string };
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
      projects: projects.flatMap(({ name, folder }) => {
        const own = {
          name,
          isolate: !SHARING_A_WORKER.has(name),
          include: [files.include],
          exclude: ["**/node_modules/**", "**/dist/**", "**/template/**", ...files.exclude],
          globalSetup: ON_POSTGRES.has(name) ? [postgresServer] : [],
          typecheck: {
            enabled: files.withTypes,
            checker: "tsc",
            include: ["**/*.test-d.ts"],
            tsconfig: "tsconfig.json",
          },
        };
        const inFolder = { extends: true as const, root: `${root}/${folder}` };
        if (name !== files.alone?.project) return [{ ...inFolder, test: own }];
        const { file } = files.alone;
        const others = { ...own, exclude: [...own.exclude, file] };
        const alone = { ...own, name: `${name}-alone`, include: [file], sequence: { groupOrder: 1 } };
        return [others, alone].map((test) => ({ ...inFolder, test }));
      }),
    },
  });
}

export default configFor({
  include: "**/*.test.ts",
  exclude: ["**/*.slow.test.ts"],
  results: "test-results.json",
  withTypes: true,
});
