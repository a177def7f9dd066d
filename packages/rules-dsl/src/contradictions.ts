/** Contradictions: rules that say two things at once. The same that core refuses, found where they were written. */

import type { TypeSelector } from "@truce/core";
import { diagnosticAt, locationOf, quoted, type Diagnostic, type Location } from "./diagnostics.ts";
import type { ResolvedRule } from "./resolve.ts";
import type { Span } from "./source-text.ts";

/** Every contradiction among the rules of all files. */
export function findContradictions(rules: readonly ResolvedRule[]): readonly Diagnostic[] {
  const subjects = [...bySubject(rules).values()];
  return [
    ...subjects.flatMap((subject) => [...neverAndConflicts(subject), ...exceptAndConflicts(subject)]),
    ...barrierMeetsNever(rules, subjects),
  ];
}

/** The rules of one incoming type. */
interface Subject {
  readonly type: string;
  readonly rules: ResolvedRule[];
}

function bySubject(rules: readonly ResolvedRule[]): ReadonlyMap<string, Subject> {
  const subjects = new Map<string, Subject>();
  for (const rule of rules) {
    if (!("type" in rule.incoming)) continue;
    const { type } = rule.incoming;
    const subject = subjects.get(type);
    if (subject) subject.rules.push(rule);
    else subjects.set(type, { type, rules: [rule] });
  }
  return subjects;
}

function isNever({ targets }: ResolvedRule): boolean {
  return targets.length === 0;
}

function neverAndConflicts({ type, rules }: Subject): readonly Diagnostic[] {
  const never = rules.find(isNever);
  const conflicts = rules.find((rule) => !isNever(rule));
  const target = conflicts?.targets[0];
  if (!never || !conflicts || !target) return [];
  const later = rules.indexOf(never) < rules.indexOf(conflicts) ? conflicts : never;
  const [neverAt, conflictsAt] = [
    locationOf(never.file, never.node.span),
    locationOf(conflicts.file, conflicts.node.span),
  ];
  const message = `${quoted(type)} never conflicts (${lineOf(neverAt, later)}) but conflicts with ${describe(target.selector)} (${lineOf(conflictsAt, later)})`;
  const related = [later === never ? conflictsAt : neverAt];
  const suggestion = "remove one of the two";
  return [diagnosticAt(later.file, { code: "CF2005", span: later.node.span, message, suggestion, related })];
}

function exceptAndConflicts({ type, rules }: Subject): readonly Diagnostic[] {
  const excepted = new Map<string, Place>();
  const named = new Map<string, Place>();
  for (const rule of rules) {
    for (const { selector, span } of rule.targets) {
      if ("anythingExcept" in selector) {
        for (const [name, place] of exceptionsOf(rule)) if (!excepted.has(name)) excepted.set(name, place);
      } else if (rule.when.length === 0 && !named.has(selector.type)) {
        named.set(selector.type, { rule, span });
      }
    }
  }
  return [...excepted].flatMap(([name, { rule, span }]) => {
    const other = named.get(name);
    if (!other) return [];
    const otherAt = locationOf(other.rule.file, other.span);
    const message = `${quoted(type)} conflicts with anything except ${quoted(name)} but conflicts with ${quoted(name)} (${lineOf(otherAt, rule)})`;
    const suggestion = "remove one of the two";
    return [diagnosticAt(rule.file, { code: "CF2011", span, message, suggestion, related: [otherAt] })];
  });
}

interface Place {
  readonly rule: ResolvedRule;
  readonly span: Span;
}

function exceptionsOf(rule: ResolvedRule): readonly (readonly [string, Place])[] {
  const { targets } = rule.node;
  return targets.kind === "anything"
    ? targets.except.map(({ name, span }) => [name, { rule, span }] as const)
    : [];
}

function barrierMeetsNever(
  rules: readonly ResolvedRule[],
  subjects: readonly Subject[],
): readonly Diagnostic[] {
  const nevers = subjects.flatMap(({ type, rules: own }) => {
    const never = own.find(isNever);
    return never ? [{ type, never }] : [];
  });
  return rules.flatMap((barrier) => {
    if (!("anythingExcept" in barrier.incoming)) return [];
    const excepted = new Set(barrier.incoming.anythingExcept);
    // One diagnostic says it all: where many types are met, listing them would bury the others.
    const met = nevers.find(({ type }) => !excepted.has(type));
    if (!met) return [];
    const neverAt = locationOf(met.never.file, met.never.node.span);
    const target = barrier.targets[0];
    const message = `${quoted(met.type)} never conflicts (${lineOf(neverAt, barrier)}) but this rule makes it conflict with ${target ? describe(target.selector) : "others"}`;
    const span = barrier.node.subject.span;
    const suggestion = "take the type out with 'except'";
    return [diagnosticAt(barrier.file, { code: "CF2010", span, message, suggestion, related: [neverAt] })];
  });
}

/** A line, and its file where that is not the file of the diagnostic. */
function lineOf({ file, start }: Location, seenFrom: ResolvedRule): string {
  return file === seenFrom.file.file ? `line ${start.line}` : `${file} line ${start.line}`;
}

function describe(selector: TypeSelector): string {
  if ("type" in selector) return quoted(selector.type);
  const [first, ...others] = selector.anythingExcept;
  return first === undefined
    ? "anything"
    : `anything except ${quoted(first)}${others.length > 0 ? ", ..." : ""}`;
}
