/** Contradictions between declarations: a rule set that says two things at once says nothing that can be relied on. */

import { subjectKey } from "./canonical-form.ts";
import type { RuleDeclaration } from "./declaration.ts";
import { describeSelector } from "./describe-selector.ts";
import type { TypeSelector } from "./matcher.ts";
import type { RuleProblem } from "./rule-problem.ts";
import type { Subject } from "./subjects.ts";

/** All contradictions among well-formed declarations, in the order of the declarations. */
export function findContradictions(
  declarations: readonly RuleDeclaration[],
  subjects: ReadonlyMap<string, Subject>,
): readonly RuleProblem[] {
  const report: Report = (kind, message, indexes) => ({
    kind,
    message,
    declarations: indexes,
    sources: indexes.flatMap((index) => declarations[index]?.source ?? []),
  });
  const problems: RuleProblem[] = [];
  const nevers: Never[] = [];
  for (const { incoming, category, declared } of subjects.values()) {
    if (!("type" in incoming)) continue;
    const subject = { type: incoming.type, category, declared };
    const found = [
      ...neverAndConflicts(subject, report),
      ...exceptAndConflicts(subject, report),
      ...overrideMissing(subject, subjects, report),
    ];
    for (const problem of found) problems.push(problem);
    const never = declared.find(({ declaration }) => declaration.conflictsWith.length === 0);
    if (never) nevers.push({ type: incoming.type, category, index: never.index });
  }
  return [...problems, ...barrierMeetsNever(declarations, nevers, subjects, report)];
}

type Report = (kind: RuleProblem["kind"], message: string, indexes: readonly number[]) => RuleProblem;

/** A subject that is one incoming type. */
interface TypeSubject extends Pick<Subject, "category" | "declared"> {
  readonly type: string;
}

/** A type that never conflicts, and the declaration that says so. */
interface Never {
  readonly type: string;
  readonly category: string | null;
  readonly index: number;
}

function neverAndConflicts({ type, declared }: TypeSubject, report: Report): readonly RuleProblem[] {
  if (declared.length === 1) return [];
  const never = declared.find(({ declaration }) => declaration.conflictsWith.length === 0);
  const conflicts = declared.find(({ declaration }) => declaration.conflictsWith.length > 0);
  if (!never || !conflicts) return [];
  const targets = conflicts.declaration.conflictsWith.map(describeSelector).join(", ");
  return [
    report(
      "never-and-conflicts",
      `'${type}' never conflicts but is also declared to conflict with ${targets}; remove one of the two`,
      [never.index, conflicts.index],
    ),
  ];
}

function exceptAndConflicts({ type, declared }: TypeSubject, report: Report): readonly RuleProblem[] {
  if (!declared.some(({ declaration }) => declaration.conflictsWith.some(hasExceptions))) return [];
  const excepted = new Map<string, number>();
  for (const { index, declaration } of declared) {
    for (const { anythingExcept } of declaration.conflictsWith) {
      for (const name of anythingExcept ?? []) if (!excepted.has(name)) excepted.set(name, index);
    }
  }
  const named = new Map<string, number>();
  for (const { index, declaration } of declared) {
    if (!isUnconditional(declaration)) continue;
    for (const { type: name } of declaration.conflictsWith) {
      if (name !== undefined && !named.has(name)) named.set(name, index);
    }
  }
  return [...excepted].flatMap(([name, index]) => {
    const other = named.get(name);
    if (other === undefined) return [];
    const message = `'${type}' conflicts with anything except '${name}' but is also declared to conflict with '${name}'`;
    return [report("except-and-conflicts", message, [index, other])];
  });
}

function overrideMissing(
  { type, category, declared }: TypeSubject,
  subjects: ReadonlyMap<string, Subject>,
  report: Report,
): readonly RuleProblem[] {
  if (category === null) return [];
  const outside = subjects.get(subjectKey({ incoming: { type }, category: null }));
  if (!outside) return [];
  return declared
    .filter(({ declaration }) => declaration.override !== true)
    .map(({ index }) =>
      report(
        "override-missing",
        `'${type}' also has rules outside streams of '${category}'; declare an override to replace them there`,
        [index, outside.declared[0].index],
      ),
    );
}

function barrierMeetsNever(
  declarations: readonly RuleDeclaration[],
  nevers: readonly Never[],
  subjects: ReadonlyMap<string, Subject>,
  report: Report,
): readonly RuleProblem[] {
  // Found once for each category: there can be as many barriers as there are types that never conflict.
  const inForce = new Map<string | null, readonly Never[]>([[null, nevers]]);
  const byCategory = Map.groupBy(nevers, ({ category }) => category);
  return declarations.flatMap((barrier, index) => {
    if ("type" in barrier.incoming || barrier.conflictsWith.length === 0) return [];
    const category = barrier.category ?? null;
    const met = inForce.get(category) ?? neversInForce(category, byCategory, subjects);
    inForce.set(category, met);
    const excepted = new Set(barrier.incoming.anythingExcept);
    return met
      .filter((never) => !excepted.has(never.type))
      .map((never) =>
        report(
          "barrier-meets-never",
          `'${never.type}' never conflicts, but a rule for anything adds conflicts to it; take it out with except`,
          [index, never.index],
        ),
      );
  });
}

/** The types that never conflict in streams of a category: by its own declarations, or by those outside. */
function neversInForce(
  category: string | null,
  byCategory: ReadonlyMap<string | null, readonly Never[]>,
  subjects: ReadonlyMap<string, Subject>,
): readonly Never[] {
  const outside = (byCategory.get(null) ?? []).filter(
    ({ type }) => !subjects.has(subjectKey({ incoming: { type }, category })),
  );
  return [...outside, ...(byCategory.get(category) ?? [])].toSorted((one, other) => one.index - other.index);
}

function isUnconditional(declaration: RuleDeclaration): boolean {
  return (declaration.when ?? []).length === 0 && declaration.conflictsWhen === undefined;
}

function hasExceptions(selector: TypeSelector): boolean {
  return "anythingExcept" in selector && selector.anythingExcept.length > 0;
}
