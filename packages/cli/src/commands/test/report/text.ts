/** The result of rule tests as text: what failed, and why. */

import { formatDiagnostics, renderExcerpt, type SourceFile } from "@truce/rules-dsl";
import { printable } from "../../../base/printable.ts";
import { count } from "../../../output/words.ts";
import { textStyleOf } from "../../../output/text-style.ts";
import type { Style } from "../../../base/style.ts";
import type { CoveredRule, Failure, Problem, CaseResult } from "@truce/rules-analysis/rule-tests";
import { MAX_SHOWN } from "./failure-lines.ts";
import type { SuiteResult, TestReport, TestReporter } from "./reporter.ts";

export const text: TestReporter = (report, { style }) => {
  const parts = [
    ...report.suites.flatMap((suite) => suiteParts(suite, style)),
    ...(report.coverage ? coverageParts(report.coverage, style) : []),
    `${style("bold", summaryOf(report))}\n`,
  ];
  return parts.join("\n");
};

function suiteParts({ source, problems, ruleErrors, cases }: SuiteResult, style: Style): readonly string[] {
  return [
    ...problems.map((problem) => problemText(problem, "error", source, style)),
    ...(ruleErrors
      ? [formatDiagnostics(ruleErrors.diagnostics, ruleErrors.sources, { style: textStyleOf(style) })]
      : []),
    ...(ruleErrors
      ? [`${printable(source.file)}: its cases were not run, because its rules have errors\n`]
      : []),
    ...cases.flatMap((result) => caseParts(result, source, style)),
  ];
}

function caseParts({ test, failures }: CaseResult, source: SourceFile, style: Style): readonly string[] {
  const shown = failures.slice(0, MAX_SHOWN).map((failure) => {
    const name = test.name === null ? [] : [`case: ${test.name}`];
    return problemText(failure, "failed", source, style, [...name, ...failure.notes]);
  });
  const more = failures.length - shown.length;
  return more > 0 ? [...shown, `  and ${count(more, "more pair")} in this case\n`] : shown;
}

function problemText(
  { at, message, suggestion }: Problem | Failure,
  what: "error" | "failed",
  source: SourceFile,
  style: Style,
  notes: readonly string[] = [],
): string {
  const place = style("bold", `${printable(at.file)}:${at.start.line}:${at.start.column}`);
  const lines = [
    `${place}: ${style(["bold", "red"], what)}: ${printable(message)}`,
    renderExcerpt(at, source, { style: textStyleOf(style) }),
    ...notes.map((note) => `  ${printable(note)}`),
    ...(suggestion === null ? [] : [`  ${style("cyan", "help:")} ${printable(suggestion)}`]),
  ];
  return `${lines.join("\n")}\n`;
}

function coverageParts(coverage: readonly CoveredRule[], style: Style): readonly string[] {
  const lines = coverage
    .filter(({ isExercised }) => !isExercised)
    .map(({ source, file, text: rule }) => {
      const place = source ? `${source.file}:${source.line}:${source.column}` : (file ?? "");
      return `${style("bold", printable(place))}: ${style("yellow", "not exercised")}: ${printable(rule)}\n`;
    });
  return lines.length > 0 ? [lines.join("")] : [];
}

/** The summary in one line. */
export function summaryOf({ suites, passed, failed, broken, coverage }: TestReport): string {
  const cases = `${count(passed, "case")} passed${failed > 0 ? `, ${failed} failed` : ""} in ${count(suites.length, "file")}`;
  const parts = [
    cases,
    ...(broken > 0 ? [`${count(broken, "file")} not run`] : []),
    ...(coverage
      ? [
          `${coverage.filter(({ isExercised }) => isExercised).length} of ${count(coverage.length, "rule")} exercised`,
        ]
      : []),
  ];
  return parts.join("; ");
}
