/** Contradictions between declarations. A rule set with a contradiction is refused. */

import { selectorText } from "./rule-text.ts";
import type { TypeSelector } from "./matcher.ts";
import type { ReadDeclaration } from "./read-declarations.ts";
import type { RuleProblem } from "./rule-problem.ts";
import type { Subject, Subjects } from "./subjects.ts";

/**
 * All contradictions among well-formed declarations, in the order of the declarations.
 *
 * @param isWhole - False if a declaration is missing. It might replace others in a category, so the others are then not
 * assumed to be in force there.
 */
export function findContradictions(
  declarations: readonly ReadDeclaration[],
  subjects: Subjects,
  isWhole: boolean,
): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const report: Report = (kind, message, types, about) => {
    const sources = about.flatMap(({ source }) => source ?? []);
    problems.push({ kind, message, types, declarations: about.map(({ index }) => index), sources });
  };
  const nevers: Never[] = [];
  for (const { incoming, category, declared } of subjects.all) {
    if (!("type" in incoming)) continue;
    const { type } = incoming;
    neverAndConflicts(type, declared, report);
    exceptAndConflicts(type, declared, report);
    if (category !== null) overrideMissing(type, category, declared, subjects, report);
    const never = declared.find(isNever);
    if (never) nevers.push({ type, category, declaration: never });
  }
  const barriers = declarations.filter(
    ({ incoming, conflictsWith }) => "anythingExcept" in incoming && conflictsWith.length > 0,
  );
  if (barriers.length > 0) barriersMeetNever(barriers, nevers, { subjects, isWhole }, report);
  return problems;
}

type Report = (
  kind: RuleProblem["kind"],
  message: string,
  types: readonly string[],
  about: readonly ReadDeclaration[],
) => void;

/** A type that never conflicts, and the declaration that registers it. */
interface Never {
  readonly type: string;
  readonly category: string | null;
  readonly declaration: ReadDeclaration;
}

function isNever({ conflictsWith }: ReadDeclaration): boolean {
  return conflictsWith.length === 0;
}

function neverAndConflicts(type: string, declared: Subject["declared"], report: Report): void {
  if (declared.length === 1) return;
  const never = declared.find(isNever);
  const conflicts = declared.find((one) => !isNever(one));
  if (!never || !conflicts) return;
  const targets = conflicts.conflictsWith.map((target) => `'${selectorText(target)}'`).join(", ");
  const message = `'${type}' never conflicts but is also declared to conflict with ${targets}; remove one of the two`;
  report("never-and-conflicts", message, [type], [never, conflicts]);
}

function exceptAndConflicts(type: string, declared: Subject["declared"], report: Report): void {
  if (!declared.some(hasExceptions)) return;
  const named = new Map<string, ReadDeclaration>();
  for (const declaration of declared) {
    if (!isUnconditional(declaration)) continue;
    for (const { type: name } of declaration.conflictsWith) {
      if (name !== undefined && !named.has(name)) named.set(name, declaration);
    }
  }
  for (const declaration of declared) {
    const excepted = declaration.conflictsWith.flatMap(({ anythingExcept }) => anythingExcept ?? []);
    for (const name of new Set(excepted)) {
      const other = named.get(name);
      if (other === undefined) continue;
      const message = `'${type}' conflicts with anything except '${name}' but is also declared to conflict with '${name}'`;
      report("except-and-conflicts", message, [type, name], [declaration, other]);
    }
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
  for (const declaration of declared) {
    if (!declaration.override)
      report("override-missing", message, [type], [declaration, outside.declared[0]]);
  }
}

/** Reports each barrier that meets a type that never conflicts, once. To name every such type would bury the other problems. */
function barriersMeetNever(
  barriers: readonly ReadDeclaration[],
  nevers: readonly Never[],
  known: { readonly subjects: Subjects; readonly isWhole: boolean },
  report: Report,
): void {
  // Found once for each category: there can be as many barriers as there are types that never conflict.
  const inForce = new Map<string | null, readonly Never[]>([[null, nevers]]);
  const byCategory = Map.groupBy(nevers, ({ category }) => category);
  for (const barrier of barriers) {
    const { category, incoming } = barrier;
    const inCategory = inForce.get(category) ?? neversInForce(category, byCategory, known);
    inForce.set(category, inCategory);
    const excepted = new Set(incoming.anythingExcept);
    const met = inCategory.filter(({ type }) => !excepted.has(type));
    const [never] = met;
    if (!never) continue;
    const { type, declaration } = never;
    const others = new Set(met.map((one) => one.type)).size - 1;
    const more = others > 0 ? ` (and to ${others} more that never conflict)` : "";
    const message = `'${type}' never conflicts, but a rule for anything adds conflicts to it${more}; take it out with except`;
    report("barrier-meets-never", message, [type], [barrier, declaration]);
  }
}

/** The types that never conflict in streams of a category: first by its own declarations, then by those outside. */
function neversInForce(
  category: string | null,
  byCategory: ReadonlyMap<string | null, readonly Never[]>,
  { subjects, isWhole }: { readonly subjects: Subjects; readonly isWhole: boolean },
): readonly Never[] {
  const outside = isWhole ? (byCategory.get(null) ?? []) : [];
  return [
    ...(byCategory.get(category) ?? []),
    ...outside.filter(({ type }) => !subjects.ofType(category, type)),
  ];
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
