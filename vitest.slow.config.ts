/** The slow tests, `npm run test:slow`: wrong variants, hostile texts, packed packages, documentation, kills. */

import { configFor } from "./vitest.config.ts";

export default configFor({
  include: "**/*.slow.test.ts",
  exclude: [],
  results: "test-results-slow.json",
  withTypes: false,
  // The clients of the chaos campaign give up if they get no connection within 150 ms, so no other test may take the processors.
  alone: { project: "adapter-postgres", file: "tests/chaos.integration.slow.test.ts" },
});
