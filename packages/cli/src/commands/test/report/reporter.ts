/** What a reporter gets, and what it returns. */

import type { Diagnostic, SourceFile } from "@truce/rules-dsl";
import type { Context } from "../../../base/context.ts";
import type { CoveredRule, Problem, CaseResult } from "@truce/rules-analysis/rule-tests";

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

/** The result of a test file. */
export interface SuiteResult {
  readonly source: SourceFile;
  /** What is wrong with the file. Its cases were not run then. */
  readonly problems: readonly Problem[];
  /** Whether the problems are rule files that cannot be read. */
  readonly isUnreadable: boolean;
  /** What is wrong with its rules. Its cases were not run then; null otherwise. */
  readonly ruleErrors: RuleErrors | null;
  readonly cases: readonly CaseResult[];
  /** Its rules, and whether its cases exercise them. */
  readonly coverage: readonly CoveredRule[];
}

/** The errors of rule files, and the texts that they point into. */
export interface RuleErrors {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
}

/** Writes a report in one format. */
export type TestReporter = (report: TestReport, context: Pick<Context, "style" | "root" | "io">) => string;
