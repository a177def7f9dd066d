/** Above each rule: how many cases cover it, and a command that runs them. */

import { DiagnosticSeverity, type CodeLens, type Diagnostic } from "vscode-languageserver";
import type { Problem } from "@truce/rules-analysis/rule-tests";
import { placedText, rangeOf } from "../text/positions.ts";
import { rangeIn, rulesOf, type OpenFile } from "./place.ts";
import { placeOfRule, type JudgedCase, type JudgedFile } from "./rule-cases.ts";

/** The command that runs the cases of a rule. Its arguments are the address of the file and a line from 0. */
export const RUN_CASES = "truce.runCases";

/** None in a project without any case. */
export function codeLenses(open: OpenFile, judged: readonly JudgedFile[]): readonly CodeLens[] {
  if (judged.every(({ cases }) => cases.length === 0)) return [];
  return rulesOf(open).map(({ rule }) => {
    const { start } = rangeIn(open, rule.span);
    return {
      range: { start, end: start },
      command: {
        title: titleOf(placeOfRule(open, rule), judged),
        command: RUN_CASES,
        arguments: [open.uriOf(open.file), start.line],
      },
    };
  });
}

function titleOf(place: string, judged: readonly JudgedFile[]): string {
  const about = casesAbout([place], judged);
  if (about.length === 0) return "no case covers this rule";
  const isExercised = about.some(({ exercised }) => exercised.has(place));
  return `run ${count(about.length)}${isExercised ? "" : " (none exercises this rule)"}`;
}

function casesAbout(places: readonly string[], judged: readonly JudgedFile[]): readonly JudgedCase[] {
  return judged.flatMap(({ cases }) => cases.filter(({ about }) => places.some((place) => about.has(place))));
}

/** The outcome of the cases of a rule. */
export interface CasesOutcome {
  readonly cases: number;
  readonly failed: number;
  /** A sentence for the user. */
  readonly message: string;
}

/** @param line - The line of the rule, from 0. Null for all rules of the file. */
export function outcomeOf(open: OpenFile, judged: readonly JudgedFile[], line: number | null): CasesOutcome {
  const rules = rulesOf(open).filter(
    ({ rule }) => line === null || rangeIn(open, rule.span).start.line === line,
  );
  const cases = casesAbout(
    rules.map(({ rule }) => placeOfRule(open, rule)),
    judged,
  );
  const failed = cases.filter(({ result }) => result.failures.length > 0);
  const [problem] = judged.flatMap(({ problems }) => problems);
  return { cases: cases.length, failed: failed.length, message: messageOf(cases.length, failed, problem) };
}

function messageOf(cases: number, failed: readonly JudgedCase[], problem: Problem | undefined): string {
  const [first] = failed;
  const [failure] = first?.result.failures ?? [];
  if (first && failure) {
    const name = first.result.test.name ?? `line ${first.result.test.at.start.line}`;
    return `${failed.length} of ${count(cases)} failed: ${name}: ${failure.message}`;
  }
  if (cases > 0) return cases === 1 ? "1 case passed" : `${cases} cases passed`;
  return problem === undefined ? "no case covers this rule" : `no case ran: ${problem.message}`;
}

function count(cases: number): string {
  return cases === 1 ? "1 case" : `${cases} cases`;
}

/** Failures and problems as diagnostics of the test file. */
export function caseDiagnostics({ text, cases, problems }: JudgedFile): readonly Diagnostic[] {
  const placed = placedText(text);
  const failures = cases.flatMap(({ result }) => result.failures);
  const found = [...problems.map((problem) => ({ ...problem, notes: [] })), ...failures];
  return found.map(({ at, message, notes, suggestion }) => ({
    range: rangeOf(placed, at.span),
    severity: DiagnosticSeverity.Error,
    source: "truce test",
    message: [message, ...notes, ...(suggestion === null ? [] : [suggestion])].join("\n"),
  }));
}
