/** Runs test files against the rule files that they name. */

import type { SourceFile } from "@truce/rules-dsl";
import type { CoveredRule } from "../../rule-tests/coverage.ts";
import { readRuleTests } from "../../rule-tests/read-rule-tests.ts";
import type { Problem } from "../../rule-tests/rule-tests.ts";
import { runRuleTests, type CaseResult } from "../../rule-tests/run-rule-tests.ts";
import { createRuleLoader, type RuleErrors, type RuleLoader } from "./load-rules.ts";

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
