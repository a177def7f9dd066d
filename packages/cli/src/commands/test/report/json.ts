/** The result of rule tests as JSON. The README documents the shape, which keeps its meaning as long as `version` is 1. */

import type { Location } from "@truce/rules-dsl";
import { jsonText } from "../../../output/json-text.ts";
import type { SuiteResult, TestReporter } from "./reporter.ts";
import type { CaseResult } from "@truce/rules-analysis/rule-tests";

export const json: TestReporter = ({ suites, passed, failed, broken, coverage }) =>
  jsonText({
    version: 1,
    passed,
    failed,
    broken,
    files: suites.map(fileOf),
    coverage: coverage && {
      rules: coverage.length,
      exercised: coverage.filter(({ isExercised }) => isExercised).length,
      notExercised: coverage
        .filter(({ isExercised }) => !isExercised)
        .map(({ text, file, source }) => ({ rule: text, file, source })),
    },
  });

function fileOf({ source, problems, ruleErrors, cases }: SuiteResult): object {
  return {
    file: source.file,
    problems: problems.map(({ message, suggestion, at }) => ({ message, suggestion, ...placeOf(at) })),
    ruleErrors: (ruleErrors?.diagnostics ?? []).map(({ code, message, file, ...place }) => ({
      code,
      message,
      file,
      ...placeOf({ file, ...place }),
    })),
    cases: cases.map(caseOf),
  };
}

function caseOf({ test, failures }: CaseResult): object {
  return {
    name: test.name,
    ...placeOf(test.at),
    passed: failures.length === 0,
    failures: failures.map(({ message, suggestion, notes, at }) => ({
      message,
      suggestion,
      notes,
      ...placeOf(at),
    })),
  };
}

function placeOf({ span, start, end }: Location): object {
  return {
    start: { line: start.line, column: start.column, offset: span.start },
    end: { line: end.line, column: end.column, offset: span.end },
  };
}
