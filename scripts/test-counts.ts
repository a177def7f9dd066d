/** Prints `N passed, N failed` from the report of the last test run, and fails where one failed or none ran. */

import { readFileSync } from "node:fs";

interface TestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

const report = JSON.parse(readFileSync("node_modules/.cache/truce/test-results.json", "utf8")) as TestReport;

// A file that fails before its first test, say at an import, counts as one failed test.
const failedFiles = report.testResults.filter(
  (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
);
const passed = report.numPassedTests;
const failed = report.numFailedTests + failedFiles.length;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = report.success && failed === 0 && passed > 0 ? 0 : 1;
