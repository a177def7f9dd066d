/** Contradictions between declarations: a rule set that says two things at once says nothing that can be relied on. */

import { subjectKey } from "./canonical-form.ts";
import type { RuleDeclaration } from "./declaration.ts";
import { describeSelector } from "./describe-selector.ts";
import { selectsType } from "./matcher.ts";
import type { RuleProblem } from "./rule-problem.ts";

/** A declaration of one incoming type, and the place where it was handed over. */
interface TypeDeclaration {
  readonly index: number;
  readonly type: string;
  readonly category: string | null;
  readonly declaration: RuleDeclaration;
}

/** All contradictions among well-formed declarations, in the order of the declarations. */
export function findContradictions(declarations: readonly RuleDeclaration[]): readonly RuleProblem[] {
  const bySubject = groupBySubject(declarations);
  const report = (kind: RuleProblem["kind"], message: string, indexes: readonly number[]): RuleProblem => ({
    kind,
    message,
    declarations: indexes,
    sources: indexes.flatMap((index) => declarations[index]?.source ?? []),
  });
  return [
    ...[...bySubject.values()].flatMap((subject) => [
      ...neverAndConflicts(subject, report),
      ...exceptAndConflicts(subject, report),
      ...overrideMissing(subject, bySubject, report),
    ]),
    ...barrierMeetsNever(declarations, bySubject, report),
  ];
}

type Report = (kind: RuleProblem["kind"], message: string, indexes: readonly number[]) => RuleProblem;
type Subject = readonly [TypeDeclaration, ...TypeDeclaration[]];

function groupBySubject(declarations: readonly RuleDeclaration[]): ReadonlyMap<string, Subject> {
  const groups = new Map<string, [TypeDeclaration, ...TypeDeclaration[]]>();
  declarations.forEach((declaration, index) => {
    if (!("type" in declaration.incoming)) return;
    const entry = {
      index,
      type: declaration.incoming.type,
      category: declaration.category ?? null,
      declaration,
    };
    const key = subjectKey({ incoming: { type: entry.type }, category: entry.category });
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  });
  return groups;
}

function neverAndConflicts(subject: Subject, report: Report): readonly RuleProblem[] {
  const never = subject.find(({ declaration }) => declaration.conflictsWith.length === 0);
  const conflicts = subject.find(({ declaration }) => declaration.conflictsWith.length > 0);
  if (!never || !conflicts) return [];
  const targets = conflicts.declaration.conflictsWith.map(describeSelector).join(", ");
  return [
    report(
      "never-and-conflicts",
      `'${never.type}' never conflicts but is also declared to conflict with ${targets}; remove one of the two`,
      [never.index, conflicts.index],
    ),
  ];
}

function exceptAndConflicts(subject: Subject, report: Report): readonly RuleProblem[] {
  const excepted = new Map<string, number>();
  const named = new Map<string, number>();
  for (const { index, declaration } of subject) {
    for (const selector of declaration.conflictsWith) {
      if ("anythingExcept" in selector) {
        for (const type of selector.anythingExcept) if (!excepted.has(type)) excepted.set(type, index);
      } else if (isUnconditional(declaration) && !named.has(selector.type)) {
        named.set(selector.type, index);
      }
    }
  }
  return [...excepted].flatMap(([type, index]) => {
    const other = named.get(type);
    if (other === undefined) return [];
    const message = `'${subject[0].type}' conflicts with anything except '${type}' but is also declared to conflict with '${type}'`;
    return [report("except-and-conflicts", message, [index, other])];
  });
}

function overrideMissing(
  subject: Subject,
  bySubject: ReadonlyMap<string, Subject>,
  report: Report,
): readonly RuleProblem[] {
  const [{ type, category }] = subject;
  if (category === null) return [];
  const outside = bySubject.get(subjectKey({ incoming: { type }, category: null }));
  if (!outside) return [];
  return subject
    .filter(({ declaration }) => declaration.override !== true)
    .map(({ index }) =>
      report(
        "override-missing",
        `'${type}' also has rules outside streams of '${category}'; declare an override to replace them there`,
        [index, outside[0].index],
      ),
    );
}

function barrierMeetsNever(
  declarations: readonly RuleDeclaration[],
  bySubject: ReadonlyMap<string, Subject>,
  report: Report,
): readonly RuleProblem[] {
  const nevers = [...bySubject.values()].flatMap((subject) =>
    subject.filter(({ declaration }) => declaration.conflictsWith.length === 0).slice(0, 1),
  );
  return declarations.flatMap((barrier, index) => {
    if ("type" in barrier.incoming || barrier.conflictsWith.length === 0) return [];
    const category = barrier.category ?? null;
    return nevers
      .filter(
        (never) => selectsType(barrier.incoming, never.type) && categoriesMeet(never, category, bySubject),
      )
      .map((never) =>
        report(
          "barrier-meets-never",
          `'${never.type}' never conflicts, but a rule for anything adds conflicts to it; take it out with except`,
          [index, never.index],
        ),
      );
  });
}

/** Whether there are streams in which the `never conflicts` of a type is in force and the barrier is too. */
function categoriesMeet(
  never: TypeDeclaration,
  barrierCategory: string | null,
  bySubject: ReadonlyMap<string, Subject>,
): boolean {
  if (never.category !== null) return barrierCategory === null || barrierCategory === never.category;
  if (barrierCategory === null) return true;
  return !bySubject.has(subjectKey({ incoming: { type: never.type }, category: barrierCategory }));
}

function isUnconditional(declaration: RuleDeclaration): boolean {
  return (declaration.when ?? []).length === 0 && declaration.conflictsWhen === undefined;
}
