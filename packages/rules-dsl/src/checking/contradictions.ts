/** Contradictions: rules that say two things at once. The same that core refuses, found where they were written. */

import type { TypeSelector } from "@truce/core";
import { locationOf, quoted, whereSeenFrom } from "../diagnostics/diagnostics.ts";
import { asWritten } from "../syntax/names.ts";
import type { Report } from "./reports.ts";
import type { ResolvedRule } from "./resolve.ts";
import { isNever, type RuleTable, type Subject } from "./rule-table.ts";
import type { Span } from "../source/source-text.ts";

/**
 * Reports every contradiction among the rules of all files.
 *
 * @param isWhole - Whether every line could be read. Where not, a line may be missing that replaces others in a category.
 */
export function findContradictions(table: RuleTable, isWhole: boolean, report: Report): void {
  for (const subject of table.sharedSubjects) {
    neverAndConflicts(subject, report);
    exceptAndConflicts(subject, report);
  }
  if (table.barriers.length === 0) return;
  const nevers = neversFor(table, isWhole);
  for (const barrier of table.barriers) barrierMeetsNever(barrier, nevers, report);
}

const REMOVE_ONE = "remove one of the two";

function neverAndConflicts({ type, rules }: Subject, report: Report): void {
  const never = rules.find(({ node }) => isNever(node));
  const conflicts = rules.find((rule) => !isNever(rule.node));
  const target = conflicts?.targets[0]?.selectors[0];
  if (!never || !conflicts || !target) return;
  const [later, earlier] = never.order > conflicts.order ? [never, conflicts] : [conflicts, never];
  report(later.file, {
    code: "CF2005",
    span: later.node.span,
    message: `${quoted(type)} never conflicts (${lineOf(never, later)}) but conflicts with ${describe(target)} (${lineOf(conflicts, later)})`,
    suggestion: REMOVE_ONE,
    related: [locationOf(earlier.file, earlier.node.span)],
  });
}

function exceptAndConflicts({ type, rules }: Subject, report: Report): void {
  const wide = rules.filter(({ node }) => node.targets.kind === "anything");
  if (wide.length === 0) return;
  const named = new Map<string, Place>();
  for (const rule of rules) {
    if (rule.when.length > 0) continue;
    for (const { selectors, span } of rule.targets) {
      for (const { type: name } of selectors)
        if (name !== undefined && !named.has(name)) named.set(name, { rule, span });
    }
  }
  for (const rule of wide) {
    for (const { types, span } of rule.targets.flatMap(({ exceptions }) => exceptions)) {
      const name = types.find((excepted) => named.has(excepted));
      const other = name === undefined ? undefined : named.get(name);
      if (name === undefined || !other) continue;
      const otherAt = locationOf(other.rule.file, other.span);
      report(rule.file, {
        code: "CF2011",
        span,
        message: `${quoted(type)} conflicts with anything except ${quoted(name)} but conflicts with ${quoted(name)} (${whereSeenFrom(rule.file, otherAt)})`,
        suggestion: REMOVE_ONE,
        related: [otherAt],
      });
    }
  }
}

interface Place {
  readonly rule: ResolvedRule;
  readonly span: Span;
}

/** A type that never conflicts, and the rule that says so. */
interface NeverType {
  readonly type: string;
  readonly rule: ResolvedRule;
}

/** The types that never conflict in some of the streams of a category (null: of any), each once. */
type NeversFor = (category: string | null) => Iterable<NeverType>;

function barrierMeetsNever(barrier: ResolvedRule, nevers: NeversFor, report: Report): void {
  const excepted = new Set(barrier.exceptions.flatMap(({ types }) => types));
  const target = barrier.targets[0]?.selectors[0];
  if (!target) return;
  for (const { type, rule } of nevers(barrier.category)) {
    if (excepted.has(type)) continue;
    // One diagnostic says it all: where many types are met, listing them would bury the others.
    report(barrier.file, {
      code: "CF2010",
      span: barrier.node.subject.span,
      message: `${quoted(type)} never conflicts (${lineOf(rule, barrier)}) but this rule makes it conflict with ${describe(target)}`,
      suggestion: `take the type out: ${withException(barrier, type)}`,
      related: [locationOf(rule.file, rule.node.span)],
    });
    return;
  }
}

/** The line of a barrier with one more type taken out. */
function withException({ file, node }: ResolvedRule, type: string): string {
  const { subject, span } = node;
  const except = subject.kind === "anything" && subject.except.length > 0 ? "," : " except";
  const [before, after] = [
    file.text.slice(span.start, subject.span.end),
    file.text.slice(subject.span.end, span.end),
  ].map((text) =>
    text
      .replaceAll(/\/\/.*/g, "")
      .replaceAll(/\s+/g, " ")
      .trimEnd(),
  );
  const line = `${before}${except} ${asWritten(type)}${after}`;
  return line.length > 160 ? "anything except ..." : line;
}

/**
 * What is found is kept, so that however many barriers there are, the types are gone through once, but for those that a
 * barrier itself takes out.
 */
function neversFor(table: RuleTable, isWhole: boolean): NeversFor {
  const byCategory = new Map<string | null, NeverType[]>();
  const everywhere = new Map<string, NeverType>();
  for (const { type, category, rules } of table.allSubjects) {
    const rule = rules.find(({ node }) => isNever(node));
    if (!rule) continue;
    const nevers = byCategory.get(category);
    if (nevers) nevers.push({ type, rule });
    else byCategory.set(category, [{ type, rule }]);
    if (!everywhere.has(type)) everywhere.set(type, { type, rule });
  }
  const outside = isWhole ? (byCategory.get(null) ?? []) : [];
  const inForce = new Map<string, { readonly found: NeverType[]; next: number }>();

  return function* nevers(category) {
    if (category === null) {
      yield* everywhere.values();
      return;
    }
    yield* byCategory.get(category) ?? [];
    const known = inForce.get(category) ?? { found: [], next: 0 };
    inForce.set(category, known);
    yield* known.found;
    while (known.next < outside.length) {
      const never = outside[known.next++];
      // What is said of a type inside the category replaces what is said outside.
      if (!never || table.subject(category, never.type)) continue;
      known.found.push(never);
      yield never;
    }
  };
}

/** The line of a rule, and its file where that is not the file of the diagnostic. */
function lineOf({ file, node }: ResolvedRule, seenFrom: ResolvedRule): string {
  return whereSeenFrom(seenFrom.file, locationOf(file, node.span));
}

function describe(selector: TypeSelector): string {
  if ("type" in selector) return quoted(selector.type);
  const [first, ...others] = selector.anythingExcept;
  return first === undefined
    ? "anything"
    : `anything except ${quoted(first)}${others.length > 0 ? ", ..." : ""}`;
}
