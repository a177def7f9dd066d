/** The result of rule tests as workflow commands: GitHub shows what failed at its line of a pull request. */

import type { Location } from "@truce/rules-dsl";
import { commandForDiagnostic } from "../../check/report/github.ts";
import { repositoryPaths } from "../../../output/repository-path.ts";
import { workflowCommand } from "../../../output/workflow-command.ts";
import { failureLines, problemLines } from "./failure-lines.ts";
import { summaryOf } from "./text.ts";
import type { TestReporter } from "./reporters.ts";
import type { CaseResult } from "../../../rule-tests/run-rule-tests.ts";
import type { SuiteResult } from "../run-suites.ts";

export const github: TestReporter = (report, context) => {
  const pathOf = repositoryPaths(context);
  const idle = (report.coverage ?? []).filter(({ isExercised }) => !isExercised);
  return [
    ...report.suites.flatMap((suite) => commandsFor(suite, pathOf)),
    ...idle.map(({ text, source }) => {
      const place = source && { file: pathOf(source.file), line: source.line };
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

/** One annotation for each case: GitHub shows only ten of a step. */
function commandsForCase({ test, objections }: CaseResult, pathOf: PathOf): readonly string[] {
  const [first] = objections;
  if (first === undefined) return [];
  const title = test.name === null ? "failed" : `failed: ${test.name}`;
  return [commandAt(first.at, pathOf, title, failureLines(objections))];
}

function commandAt(at: Location, pathOf: PathOf, title: string, lines: readonly string[]): string {
  return workflowCommand("error", { file: pathOf(at.file), line: at.start.line, title }, lines.join("\n"));
}
