/** What a reporter gets, and what it returns. */

import type { Context } from "../../../context.ts";
import type { CoveredRule } from "../../../rule-tests/coverage.ts";
import type { SuiteResult } from "../run-suites.ts";

/** The results of all test files. */
export interface TestReport {
  readonly suites: readonly SuiteResult[];
  readonly passed: number;
  readonly failed: number;
  /** The number of test files whose cases could not be run. */
  readonly broken: number;
  /** Every rule of all files; null without `--coverage`. */
  readonly coverage: readonly CoveredRule[] | null;
}

/** Writes a report in one format. */
export type TestReporter = (report: TestReport, context: Pick<Context, "style" | "root" | "io">) => string;
