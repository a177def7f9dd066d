/** The result of rule tests as JUnit XML, for CI servers. */

import { formatDiagnostics } from "@truce/rules-dsl";
import type { CoveredRule, CaseResult } from "@truce/rules-analysis/rule-tests";
import { failureLines, problemLines } from "./failure-lines.ts";
import type { SuiteResult, TestReport, TestReporter } from "./reporter.ts";
import { element } from "./xml.ts";

export const junit: TestReporter = (report) => {
  const suites = suitesOf(report);
  const all = suites.flatMap(({ cases }) => cases);
  const root = element("testsuites", { name: "truce test", ...countsOf(all) }, suites.map(suiteElement));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
};

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  /** Null if the place is unknown. */
  readonly file: string | null;
  readonly line: number | null;
  readonly result: { readonly kind: "failure" | "error"; readonly lines: readonly string[] } | null;
}

function suitesOf({ suites, coverage }: TestReport): readonly Suite[] {
  return [
    ...suites.map((suite) => ({
      name: suite.source.file,
      cases: [...brokenCases(suite), ...suite.cases.map(caseFrom)],
    })),
    ...(coverage === null ? [] : [{ name: "coverage", cases: coverage.map(coveredCase) }]),
  ];
}

/** A file whose cases were not run, as one case with an error. Without a case, CI servers would show nothing. */
function brokenCases({ source, problems, ruleErrors }: SuiteResult): readonly Case[] {
  const broken = (line: number, lines: readonly string[]): Case => ({
    name: "its cases can be run",
    file: source.file,
    line,
    result: { kind: "error", lines },
  });
  return [
    ...problems.map((problem) => broken(problem.at.start.line, problemLines(problem))),
    ...(ruleErrors === null
      ? []
      : [
          broken(1, [
            "its rules have errors",
            ...formatDiagnostics(ruleErrors.diagnostics, ruleErrors.sources).split("\n"),
          ]),
        ]),
  ];
}

function caseFrom({ test, failures }: CaseResult): Case {
  const { line } = test.at.start;
  return {
    name: test.name ?? `case on line ${line}`,
    file: test.at.file,
    line,
    result: failures.length === 0 ? null : { kind: "failure", lines: failureLines(failures) },
  };
}

function coveredCase({ text, file, source, isExercised }: CoveredRule): Case {
  return {
    name: text,
    file,
    line: source?.line ?? null,
    result: isExercised ? null : { kind: "failure", lines: ["no case exercises this rule"] },
  };
}

function suiteElement({ name, cases }: Suite): string {
  return element(
    "testsuite",
    { name, ...countsOf(cases) },
    cases.map((one) => caseElement(name, one)),
  );
}

function caseElement(suite: string, { name, file, line, result }: Case): string {
  const place = file === null ? {} : { file, ...(line !== null && { line }) };
  const results =
    result === null
      ? []
      : [
          element(
            result.kind,
            { message: result.lines[0] ?? "", type: "rule test" },
            result.lines.join("\n"),
          ),
        ];
  return element("testcase", { classname: suite, name, ...place }, results);
}

function countsOf(cases: readonly Case[]): Readonly<Record<string, number>> {
  const having = (kind: "failure" | "error"): number =>
    cases.filter(({ result }) => result?.kind === kind).length;
  return { tests: cases.length, failures: having("failure"), errors: having("error") };
}
