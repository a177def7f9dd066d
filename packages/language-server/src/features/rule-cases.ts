/** The cases of `*.conflicts.test.yaml` files, and which rules they exercise. */

import { categoryOf, type ConflictRules } from "@truce/core";
import { selectsType, type RuleSource } from "@truce/core/rules";
import { positionAt, type Rule } from "@truce/rules-dsl";
import {
  readRuleTests,
  runRuleTests,
  type CaseResult,
  type Problem,
  type RuleTestCase,
  type RuleTests,
} from "@truce/rules-analysis/rule-tests";
import type { Project } from "../workspace/project.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** A case, its result, and its rules, each by its place: `file:line:column`. */
export interface JudgedCase {
  readonly result: CaseResult;
  /** The rules about a pair of the case, whether their conditions hold or not. */
  readonly about: ReadonlySet<string>;
  /** The rules that made a pair conflict. A `never conflicts` counts if an event of its type was judged. */
  readonly exercised: ReadonlySet<string>;
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
  const exercised = coverage.flatMap(({ isExercised, source }) => (isExercised ? placesOf(source) : []));
  return {
    result,
    about: new Set([...placesAbout(result.test, rules), ...exercised]),
    exercised: new Set(exercised),
  };
}

/** The places of the rules about a pair of a case. */
function placesAbout(
  { incoming, committed, stream }: RuleTestCase,
  { rules, registrations }: ConflictRules,
): readonly string[] {
  const category = stream === null ? null : categoryOf(stream);
  const isHere = (one: { readonly category: string | null }): boolean =>
    one.category === null || one.category === category;
  const matching = rules.filter(
    (rule) =>
      isHere(rule) &&
      incoming.some(({ type }) => selectsType(rule.incoming, type)) &&
      committed.some(({ type }) => selectsType(rule.committed, type)),
  );
  const withRules = new Set(rules.map((rule) => placeOf(rule.source)));
  const nevers = registrations.filter(
    (one) =>
      isHere(one) && !withRules.has(placeOf(one.source)) && incoming.some(({ type }) => type === one.type),
  );
  return [...matching, ...nevers].flatMap(({ source }) => placesOf(source));
}

function placesOf(source: RuleSource | null): readonly string[] {
  const place = placeOf(source);
  return place === null ? [] : [place];
}

function placeOf(source: RuleSource | null): string | null {
  return source && `${source.file}:${source.line}:${source.column}`;
}

/** The place of a rule, as cases name it. */
export function placeOfRule(
  { snapshot, file }: { readonly snapshot: Snapshot; readonly file: string },
  rule: Rule,
): string {
  const { line, column } = positionAt(snapshot.textOf(file)?.lineStarts ?? [0], rule.span.start);
  return `${file}:${line}:${column}`;
}
