/** The cases of `*.conflicts.test.yaml` files, and which rules they exercise. */

import type { ConflictRules } from "@truce/core";
import { positionAt, type Rule } from "@truce/rules-dsl";
import {
  readRuleTests,
  runRuleTests,
  type CaseResult,
  type Problem,
  type RuleTests,
} from "@truce/rules-analysis/rule-tests";
import type { Project } from "../workspace/project.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** A case, its result, and the rules that it exercises. */
export interface JudgedCase {
  readonly result: CaseResult;
  /** `file:line:column` of each rule. */
  readonly rules: ReadonlySet<string>;
}

/** The results of a test file. */
export interface JudgedFile {
  readonly file: string;
  readonly text: string;
  readonly cases: readonly JudgedCase[];
  /** Why its cases cannot run. */
  readonly problems: readonly Problem[];
}

/** The results for a snapshot, because editors ask again and again. */
const judged = new WeakMap<Snapshot, Promise<readonly JudgedFile[]>>();

/** Runs all cases of a project, on what is open in the editor. */
export async function runCases(project: Project): Promise<readonly JudgedFile[]> {
  const snapshot = await project.snapshot();
  let results = judged.get(snapshot);
  if (!results) judged.set(snapshot, (results = runAll(project)));
  return await results;
}

async function runAll(project: Project): Promise<readonly JudgedFile[]> {
  const results: JudgedFile[] = [];
  for (const { file, text } of await project.testFiles()) {
    const { tests, problems } = readRuleTests(file, text);
    results.push({
      file,
      text,
      ...(tests === null ? { cases: [], problems } : await runFile(project, tests)),
    });
  }
  return results;
}

async function runFile(project: Project, tests: RuleTests): Promise<Pick<JudgedFile, "cases" | "problems">> {
  const [first] = tests.rules;
  const loaded = await project.filesNamed(tests.rules.map(({ file }) => file));
  const [problem] = loaded.problems;
  const { rules, events } = loaded.compiled();
  const cannotRun = (message: string): Pick<JudgedFile, "cases" | "problems"> => ({
    cases: [],
    problems: first ? [{ at: first.at, message, suggestion: null }] : [],
  });
  if (problem) return cannotRun(problem.message);
  if (rules === null) return cannotRun("the rules have errors, so the cases cannot run");
  return {
    cases: tests.cases.map((test) => judge({ ...tests, cases: [test] }, rules, events)),
    problems: [],
  };
}

function judge(tests: RuleTests, rules: ConflictRules, events: readonly string[]): JudgedCase {
  const { cases, coverage } = runRuleTests(tests, rules, events);
  const [result] = cases;
  if (result === undefined) throw new Error("a case has one result");
  const exercised = coverage.flatMap(({ isExercised, source }) =>
    isExercised && source ? [`${source.file}:${source.line}:${source.column}`] : [],
  );
  return { result, rules: new Set(exercised) };
}

/** The cases that exercise a rule. */
export function casesOf(
  files: readonly JudgedFile[],
  { snapshot, file }: { readonly snapshot: Snapshot; readonly file: string },
  rule: Rule,
): readonly JudgedCase[] {
  const { line, column } = positionAt(snapshot.textOf(file)?.lineStarts ?? [0], rule.span.start);
  return files.flatMap(({ cases }) => cases.filter(({ rules }) => rules.has(`${file}:${line}:${column}`)));
}
