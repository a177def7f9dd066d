/** The result of `truce test`, and the formats in which it is reported. */

import type { Context } from "../../../context.ts";
import { CLEAN, FINDINGS, MISUSE, type ExitStatus } from "../../../exit-status.ts";
import { mergedCoverage, type CoveredRule } from "../../../rule-tests/coverage.ts";
import type { SuiteResult } from "../run-suites.ts";

/** The results of all test files. */
export interface TestReport {
  readonly suites: readonly SuiteResult[];
  readonly passed: number;
  readonly failed: number;
  /** Test files whose cases could not be run. */
  readonly broken: number;
  /** Every rule of all files; null without `--coverage`. */
  readonly coverage: readonly CoveredRule[] | null;
}

/** Adds up the results of test files. */
export function reportOf(suites: readonly SuiteResult[], withCoverage: boolean): TestReport {
  const cases = suites.flatMap((suite) => suite.cases);
  const failed = cases.filter(({ objections }) => objections.length > 0).length;
  return {
    suites,
    passed: cases.length - failed,
    failed,
    broken: suites.filter(({ problems, ruleErrors }) => problems.length > 0 || ruleErrors).length,
    coverage: withCoverage ? mergedCoverage(suites.map(({ coverage }) => coverage)) : null,
  };
}

/** What a run ends with: rules that cannot be read count more than cases that have failed. */
export function statusOf({ suites, failed, broken, coverage }: TestReport): ExitStatus {
  if (suites.some(({ isUnreadable }) => isUnreadable)) return MISUSE;
  const hasIdle = coverage?.some(({ isExercised }) => !isExercised) === true;
  return failed + broken > 0 || hasIdle ? FINDINGS : CLEAN;
}

/** Puts a report into words, or into the form that a program reads. */
export type TestReporter = (report: TestReport, context: Pick<Context, "style" | "root" | "io">) => string;

/** The reporters by the names that `--format` takes; each is loaded when it is needed. */
export const TEST_REPORTERS = {
  text: async () => (await import("./text.ts")).text,
  json: async () => (await import("./json.ts")).json,
  github: async () => (await import("./github.ts")).github,
  junit: async () => (await import("./junit.ts")).junit,
} as const satisfies Record<string, () => Promise<TestReporter>>;

export const TEST_FORMATS = ["text", "json", "github", "junit"] as const;
