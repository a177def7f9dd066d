/** Runs test files against the rule files that they name. */

import type { SourceFile } from "@truce/rules-dsl";
import { readRuleTests, runRuleTests } from "@truce/rules-analysis/rule-tests";
import { createRuleLoader, type RuleLoader } from "./load-rules.ts";
import type { SuiteResult } from "./report/reporter.ts";

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
