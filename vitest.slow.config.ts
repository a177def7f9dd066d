/** The slow tests, `npm run test:slow`: wrong variants, hostile texts, packed packages, documentation, kills. */

import { configFor } from "./vitest.config.ts";

export default configFor({
  include: "**/*.slow.test.ts",
  exclude: [],
  results: "test-results-slow.json",
  withTypes: false,
});
