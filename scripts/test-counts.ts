/**
 * Prints `N passed, N failed` from the reports of test runs. Exits with 1 if a test failed or a run had no tests.
 *
 *     node scripts/test-counts.ts first.json second.json
 */

import { existsSync, readFileSync } from "node:fs";

interface TestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly isGood: boolean;
}

function countsOf(path: string): Counts {
  // A run that ended without a report counts as one failed test.
  if (!existsSync(path)) return { passed: 0, failed: 1, isGood: false };
  const report = JSON.parse(readFileSync(path, "utf8")) as TestReport;
  // A file that fails before its first test, for example at an import, counts as one failed test.
  const failedFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const passed = report.numPassedTests;
  const failures = report.numFailedTests + failedFiles.length;
  // A run that stopped before its first test, for example in its set-up, counts as one failed test.
  const failed = passed + failures === 0 ? 1 : failures;
  return { passed, failed, isGood: report.success && failed === 0 && passed > 0 };
}

const runs = process.argv.slice(2).map((path) => countsOf(path));
const sum = (count: (run: Counts) => number): number => runs.reduce((total, run) => total + count(run), 0);
console.log(`${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed`);
process.exitCode = runs.length > 0 && runs.every(({ isGood }) => isGood) ? 0 : 1;
