/** `npm run benchmark -- postgres`: see USAGE. */

import { benchmarkLanguage } from "./language/benchmark.ts";
import { optionsFrom, USAGE } from "./options.ts";
import { benchmarkPostgres } from "./postgres/benchmark.ts";
import { createProgress } from "./progress.ts";
import { renderReport } from "./report.ts";

const BENCHMARKS = { postgres: benchmarkPostgres, language: benchmarkLanguage };

const options = optionsFrom(process.argv.slice(2));
if (options === "help") {
  console.log(USAGE);
} else if ("misuse" in options) {
  console.error(`${options.misuse}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const progress = createProgress();
  const report = await BENCHMARKS[options.benchmark](options.size, (what) => progress.show(what));
  progress.clear();
  console.log(options.json ? JSON.stringify(report, null, 2) : renderReport(report));
}
