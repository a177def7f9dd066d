/** Above each rule: how many cases cover it, and a command that runs them. */

import { DiagnosticSeverity, type CodeLens, type Diagnostic } from "vscode-languageserver";
import type { Rule } from "@truce/rules-dsl";
import type { Problem } from "@truce/rules-analysis/rule-tests";
import { positionAt } from "@truce/rules-dsl";
import { placedText, rangeOf } from "../text/positions.ts";
import { rangeIn, rulesOf, type OpenFile } from "./place.ts";
import { casesOf, type JudgedCase, type JudgedFile } from "./rule-cases.ts";

/** The command that runs the cases of a rule. Its arguments are the address of the file and a line from 0. */
export const RUN_CASES = "truce.runCases";

/** None in a project without any case. */
export function codeLenses(open: OpenFile, judged: readonly JudgedFile[]): readonly CodeLens[] {
  if (judged.every(({ cases }) => cases.length === 0)) return [];
  return rulesOf(open).map(({ rule }) => {
    const covering = casesOf(judged, open, rule);
    const range = rangeIn(open, rule.span);
    return {
      range: { start: range.start, end: range.start },
      command: {
        title: covering.length === 0 ? "no case covers this rule" : `run ${count(covering.length)}`,
        command: RUN_CASES,
        arguments: [open.uriOf(open.file), range.start.line],
      },
    };
  });
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
  const rules = rulesOf(open).filter(({ rule }) => line === null || lineOf(open, rule) === line);
  const covering = new Set(rules.flatMap(({ rule }) => casesOf(judged, open, rule)));
  // A case that is meant for a rule and fails does not exercise it, so failures elsewhere count too.
  const failing = failingCases(judged);
  const failed = failing.filter(
    (one) =>
      covering.has(one) ||
      isAbout(
        one,
        rules.map(({ rule }) => rule),
      ),
  );
  const all = new Set([...covering, ...failed]);
  const [problem] = judged.flatMap(({ problems }) => problems);
  return { cases: all.size, failed: failed.length, message: messageOf(all.size, failed, problem) };
}

function failingCases(judged: readonly JudgedFile[]): readonly JudgedCase[] {
  return judged.flatMap(({ cases }) => cases.filter(({ result }) => result.failures.length > 0));
}

/** Whether a case is about an incoming type of the rules. */
function isAbout({ result }: JudgedCase, rules: readonly Rule[]): boolean {
  const names = new Set(result.test.incoming.map(({ type }) => type));
  return rules.some(({ subject }) => subject.kind === "event-name" && names.has(subject.name));
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

function lineOf({ placed }: OpenFile, rule: Rule): number {
  return positionAt(placed.lineStarts, rule.span.start).line - 1;
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
