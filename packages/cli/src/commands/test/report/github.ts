/** The result of rule tests as workflow commands. GitHub shows each failure at its line of a pull request. */

import type { Location } from "@truce/rules-dsl";
import { repositoryPaths } from "../../../output/repository-path.ts";
import { commandForDiagnostic, workflowCommand } from "../../../output/workflow-command.ts";
import { failureLines, problemLines } from "./failure-lines.ts";
import { summaryOf } from "./text.ts";
import type { SuiteResult, TestReporter } from "./reporter.ts";
import type { CaseResult } from "@truce/rules-analysis/rule-tests";

export const github: TestReporter = (report, context) => {
  const pathOf = repositoryPaths(context);
  const unexercised = (report.coverage ?? []).filter(({ isExercised }) => !isExercised);
  return [
    ...report.suites.flatMap((suite) => commandsFor(suite, pathOf)),
    ...unexercised.map(({ text, source, file }) => {
      const place = file !== null && { file: pathOf(file), line: source?.line ?? 1 };
      return workflowCommand("error", { ...place, title: "not exercised" }, `no case exercises ${text}`);
    }),
    workflowCommand("notice", { title: "rule tests" }, summaryOf(report)),
  ].join("");
};

type PathOf = (file: string) => string;

function commandsFor({ problems, ruleErrors, cases }: SuiteResult, pathOf: PathOf): readonly string[] {
  return [
    ...problems.map((problem) => commandAt(problem.at, pathOf, "not run", problemLines(problem))),
    ...(ruleErrors?.diagnostics ?? []).map((one) => commandForDiagnostic(one, pathOf(one.file))),
    ...cases.flatMap((result) => commandsForCase(result, pathOf)),
  ];
}

/** One annotation for each case, because GitHub shows only ten for a step. */
function commandsForCase({ test, failures }: CaseResult, pathOf: PathOf): readonly string[] {
  const [first] = failures;
  if (first === undefined) return [];
  const title = test.name === null ? "failed" : `failed: ${test.name}`;
  return [commandAt(first.at, pathOf, title, failureLines(failures))];
}

function commandAt(at: Location, pathOf: PathOf, title: string, lines: readonly string[]): string {
  return workflowCommand("error", { file: pathOf(at.file), line: at.start.line, title }, lines.join("\n"));
}
