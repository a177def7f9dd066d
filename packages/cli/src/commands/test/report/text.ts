/** The result of rule tests as text: only what failed, and why. */

import { formatDiagnostics, renderExcerpt, type SourceFile } from "@truce/rules-dsl";
import { printable } from "../../../printable.ts";
import { count } from "../../../output/counts.ts";
import { textStyleOf } from "../../../output/text-style.ts";
import type { Style } from "../../../style.ts";
import type { CoveredRule } from "../../../rule-tests/coverage.ts";
import { MAX_SHOWN } from "./failure-lines.ts";
import type { Objection } from "../../../rule-tests/objection.ts";
import type { TestReport, TestReporter } from "./reporters.ts";
import type { Problem } from "../../../rule-tests/rule-tests.ts";
import type { CaseResult } from "../../../rule-tests/run-rule-tests.ts";
import type { SuiteResult } from "../run-suites.ts";

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

function caseParts({ test, objections }: CaseResult, source: SourceFile, style: Style): readonly string[] {
  const shown = objections.slice(0, MAX_SHOWN).map((objection) => {
    const name = test.name === null ? [] : [`case: ${test.name}`];
    return problemText(objection, "failed", source, style, [...name, ...objection.notes]);
  });
  const more = objections.length - shown.length;
  return more > 0 ? [...shown, `  and ${count(more, "more pair")} of this case\n`] : shown;
}

function problemText(
  { at, message, suggestion }: Problem | Objection,
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
    .map(({ source, text: rule }) => {
      const place = source ? `${source.file}:${source.line}:${source.column}` : "";
      return `${style("bold", printable(place))}: ${style("yellow", "not exercised")}: ${printable(rule)}\n`;
    });
  return lines.length > 0 ? [lines.join("")] : [];
}

/** How many cases passed and failed, in one line. */
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
