/** Contradictions between declarations: a rule set that says two things at once says nothing that can be relied on. */

import { describeSelector } from "./describe-selector.ts";
import type { TypeSelector } from "./matcher.ts";
import type { ReadDeclaration } from "./read-declarations.ts";
import type { RuleProblem } from "./rule-problem.ts";
import type { Subject, Subjects } from "./subjects.ts";

/** All contradictions among well-formed declarations, in the order of the declarations. */
export function findContradictions(
  declarations: readonly ReadDeclaration[],
  subjects: Subjects,
): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const report: Report = (kind, message, indexes) => {
    const sources = indexes.flatMap((index) => declarations[index]?.source ?? []);
    problems.push({ kind, message, declarations: indexes, sources });
  };
  const nevers: Never[] = [];
  for (const { incoming, category, declared } of subjects.all) {
    if (!("type" in incoming)) continue;
    const { type } = incoming;
    neverAndConflicts(type, declared, report);
    exceptAndConflicts(type, declared, report);
    if (category !== null) overrideMissing(type, category, declared, subjects, report);
    const never = declared.find(isNever);
    if (never) nevers.push({ type, category, index: never.index });
  }
  barrierMeetsNever(declarations, nevers, subjects, report);
  return problems;
}

type Report = (kind: RuleProblem["kind"], message: string, indexes: readonly number[]) => void;

/** A type that never conflicts, and the declaration that says so. */
interface Never {
  readonly type: string;
  readonly category: string | null;
  readonly index: number;
}

function isNever({ conflictsWith }: ReadDeclaration): boolean {
  return conflictsWith.length === 0;
}

function neverAndConflicts(type: string, declared: Subject["declared"], report: Report): void {
  if (declared.length === 1) return;
  const never = declared.find(isNever);
  const conflicts = declared.find((one) => !isNever(one));
  if (!never || !conflicts) return;
  const targets = conflicts.conflictsWith.map(describeSelector).join(", ");
  const message = `'${type}' never conflicts but is also declared to conflict with ${targets}; remove one of the two`;
  report("never-and-conflicts", message, [never.index, conflicts.index]);
}

function exceptAndConflicts(type: string, declared: Subject["declared"], report: Report): void {
  if (!declared.some(hasExceptions)) return;
  const excepted = new Map<string, number>();
  for (const { index, conflictsWith } of declared) {
    for (const { anythingExcept } of conflictsWith) {
      for (const name of anythingExcept ?? []) if (!excepted.has(name)) excepted.set(name, index);
    }
  }
  const named = new Map<string, number>();
  for (const declaration of declared) {
    if (!isUnconditional(declaration)) continue;
    for (const { type: name } of declaration.conflictsWith) {
      if (name !== undefined && !named.has(name)) named.set(name, declaration.index);
    }
  }
  for (const [name, index] of excepted) {
    const other = named.get(name);
    if (other === undefined) continue;
    const message = `'${type}' conflicts with anything except '${name}' but is also declared to conflict with '${name}'`;
    report("except-and-conflicts", message, [index, other]);
  }
}

function overrideMissing(
  type: string,
  category: string,
  declared: Subject["declared"],
  subjects: Subjects,
  report: Report,
): void {
  const outside = subjects.ofType(null, type);
  if (!outside) return;
  const message = `'${type}' also has rules outside streams of '${category}'; declare an override to replace them there`;
  for (const { index, override } of declared) {
    if (!override) report("override-missing", message, [index, outside.declared[0].index]);
  }
}

function barrierMeetsNever(
  declarations: readonly ReadDeclaration[],
  nevers: readonly Never[],
  subjects: Subjects,
  report: Report,
): void {
  // Found once for each category: there can be as many barriers as there are types that never conflict.
  const inForce = new Map<string | null, readonly Never[]>([[null, nevers]]);
  const byCategory = Map.groupBy(nevers, ({ category }) => category);
  for (const { index, incoming, conflictsWith, category } of declarations) {
    if ("type" in incoming || conflictsWith.length === 0) continue;
    const met = inForce.get(category) ?? neversInForce(category, byCategory, subjects);
    inForce.set(category, met);
    const excepted = new Set(incoming.anythingExcept);
    for (const never of met) {
      if (excepted.has(never.type)) continue;
      const message = `'${never.type}' never conflicts, but a rule for anything adds conflicts to it; take it out with except`;
      report("barrier-meets-never", message, [index, never.index]);
    }
  }
}

/** The types that never conflict in streams of a category: by its own declarations, or by those outside. */
function neversInForce(
  category: string | null,
  byCategory: ReadonlyMap<string | null, readonly Never[]>,
  subjects: Subjects,
): readonly Never[] {
  const outside = (byCategory.get(null) ?? []).filter(({ type }) => !subjects.ofType(category, type));
  return [...outside, ...(byCategory.get(category) ?? [])].toSorted((one, other) => one.index - other.index);
}

function isUnconditional({ when, conflictsWhen }: ReadDeclaration): boolean {
  return when.length === 0 && conflictsWhen === null;
}

function hasExceptions({ conflictsWith }: ReadDeclaration): boolean {
  return conflictsWith.some(excepts);
}

function excepts(selector: TypeSelector): boolean {
  return "anythingExcept" in selector && selector.anythingExcept.length > 0;
}
