import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

/** The tests in a real browser. They see the packages as users do, by their builds: `npm run test:browser` makes them. */
export default defineConfig({
  root: `${root}/browser`,
  test: {
    reporters: [
      "default",
      ["json", { outputFile: `${root}/node_modules/.cache/truce/test-results-browser.json` }],
    ],
    name: "browser",
    include: ["**/*.test.ts"],
    globalSetup: [`${root}/browser/support/serve-page.ts`],
    // PGlite needs a processor to itself while it starts; several browsers at once would be slower, and tell no more.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
