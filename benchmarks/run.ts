/** Runs one benchmark and prints its report. */

import { benchmarkLanguage } from "./language/benchmark.ts";
import { optionsFrom, USAGE } from "./options.ts";
import { benchmarkPostgres } from "./postgres/benchmark.ts";
import { renderReport } from "./report.ts";

const BENCHMARKS = { postgres: benchmarkPostgres, language: benchmarkLanguage };

const options = optionsFrom(process.argv.slice(2));
if (options === "help") {
  console.log(USAGE);
} else if ("misuse" in options) {
  console.error(`${options.misuse}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const report = await BENCHMARKS[options.benchmark](options.size, showProgress);
  showProgress("");
  console.log(options.json ? JSON.stringify(report, null, 2) : renderReport(report));
}

/** Overwrites one line on a terminal. Prints nothing in a pipe. */
function showProgress(what: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001B[K${what.slice(0, (process.stderr.columns ?? 80) - 1)}`);
}
