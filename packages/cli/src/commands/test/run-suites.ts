/** Test files and the rules that they are about, brought together. */

import type { SourceFile } from "@truce/rules-dsl";
import type { CoveredRule } from "../../rule-tests/coverage.ts";
import { createRuleLoader, type RuleErrors, type RuleLoader } from "./load-rules.ts";
import { readRuleTests } from "../../rule-tests/read-rule-tests.ts";
import type { Problem } from "../../rule-tests/rule-tests.ts";
import { runRuleTests, type CaseResult } from "../../rule-tests/run-rule-tests.ts";

/** What became of a test file. */
export interface SuiteResult {
  readonly source: SourceFile;
  /** What is wrong with the file, so that its cases were not run. */
  readonly problems: readonly Problem[];
  /** Whether that is a rule file which cannot be read. */
  readonly isUnreadable: boolean;
  /** What is wrong with its rules, so that its cases were not run; else null. */
  readonly ruleErrors: RuleErrors | null;
  /** What became of its cases. */
  readonly cases: readonly CaseResult[];
  /** Its rules, and whether its cases have exercised them. */
  readonly coverage: readonly CoveredRule[];
}

/** Runs test files, one after another. */
export async function runSuites(root: string, files: readonly SourceFile[]): Promise<readonly SuiteResult[]> {
  const load = createRuleLoader(root);
  const results: SuiteResult[] = [];
  for (const source of files) results.push(await runSuite(source, load));
  return results;
}

async function runSuite(source: SourceFile, load: RuleLoader): Promise<SuiteResult> {
  const notRun: SuiteResult = {
    source,
    problems: [],
    isUnreadable: false,
    ruleErrors: null,
    cases: [],
    coverage: [],
  };
  const { tests, problems } = readRuleTests(source.file, source.text);
  if (tests === null) return { ...notRun, problems };
  const loaded = await load(tests.rules);
  switch (loaded.kind) {
    case "unreadable":
      return { ...notRun, problems: loaded.problems, isUnreadable: true };
    case "errors":
      return { ...notRun, ruleErrors: loaded.errors };
    case "rules":
      return { ...notRun, ...runRuleTests(tests, loaded.rules, loaded.declared) };
  }
}
