import { existsSync, readdirSync } from "node:fs";
import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const packages = readdirSync(`${root}/packages`)
  .filter((name) => existsSync(`${root}/packages/${name}/package.json`))
  .map((name) => ({ name, folder: `packages/${name}` }));
const others = ["examples", "docs", "benchmarks"].map((name) => ({ name, folder: name }));

/** Starts a PostgreSQL for the tests of a project. */
const postgresServer = `${root}/packages/adapter-postgres/tests/support/global-setup.ts`;

export default defineConfig({
  // Tests run against the sources of all packages: no build, and stack traces that point into src.
  ssr: { resolve: { conditions: ["@truce/source", ...defaultServerConditions] } },
  test: {
    reporters: ["default", ["json", { outputFile: `${root}/node_modules/.cache/truce/test-results.json` }]],
    projects: [...packages, ...others].map(({ name, folder }) => ({
      extends: true as const,
      root: `${root}/${folder}`,
      test: {
        name,
        include: ["**/*.test.ts"],
        globalSetup: ["adapter-postgres", "examples"].includes(name) ? [postgresServer] : [],
        exclude: ["**/node_modules/**", "**/dist/**"],
        typecheck: { enabled: true, checker: "tsc", include: ["**/*.test-d.ts"], tsconfig: "tsconfig.json" },
      },
    })),
  },
});
