/** Runs one benchmark and prints its report. */

import { writeFile } from "node:fs/promises";

import { renderChart } from "./chart.ts";
import { benchmarkEngine } from "./engine/benchmark.ts";
import { benchmarkGrowth } from "./growth/benchmark.ts";
import { benchmarkLanguage } from "./language/benchmark.ts";
import { optionsFrom, USAGE, type Options } from "./options.ts";
import { benchmarkPeers } from "./peers/benchmark.ts";
import { benchmarkPostgres } from "./postgres/benchmark.ts";
import { benchmarkProcessing } from "./processing/benchmark.ts";
import { renderReport, type Report } from "./report.ts";
import { benchmarkSnapshots } from "./snapshots/benchmark.ts";

const options = optionsFrom(process.argv.slice(2));
if (options === "help") {
  console.log(USAGE);
} else if ("misuse" in options) {
  console.error(`${options.misuse}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  const report = await measure(options);
  showProgress("");
  if (options.svg !== undefined) await writeFile(options.svg, renderChart(report));
  console.log(options.json ? JSON.stringify(report, null, 2) : renderReport(report));
}

function measure(chosen: Options): Promise<Report> {
  switch (chosen.benchmark) {
    case "postgres":
      return benchmarkPostgres(chosen.size, showProgress);
    case "language":
      return benchmarkLanguage(chosen.size, showProgress);
    case "growth":
      return benchmarkGrowth(chosen.size, chosen.sizes, showProgress);
    case "processing":
      return benchmarkProcessing(chosen.size, showProgress);
    case "snapshots":
      return benchmarkSnapshots(chosen.size, showProgress);
    case "engine":
      return benchmarkEngine(chosen.size, showProgress);
    case "peers":
      return benchmarkPeers(chosen.size, showProgress);
  }
}

/** Overwrites one line on a terminal. Prints nothing in a pipe. */
function showProgress(what: string): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001B[K${what.slice(0, (process.stderr.columns ?? 80) - 1)}`);
}
