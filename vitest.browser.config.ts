import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

/** The tests in a real browser. They use the builds of the packages, as users do: `npm run test:browser` builds them first. */
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
    // PGlite needs a whole processor while it starts, so several browsers at once would be slower.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
