/** From rules as they were written to what they say: types, comparisons, scope. */

import type { TypeSelector, Comparison } from "@truce/core/rules";
import type { Context } from "./context.ts";
import type { Place } from "./groups.ts";
import type { Placed } from "./outline.ts";
import type { ProjectFile } from "./project.ts";
import { createRuleTable, isNever, type RuleTable } from "./rule-table.ts";
import type { Span } from "../source/source-text.ts";
import type { Anything, Condition, Reference, Rule } from "../syntax/tree.ts";

/**
 * How many conflicts the rules of a project may stand for beyond those that are written out: groups and exceptions
 * multiply.
 */
const MAX_MULTIPLIED = 1_000_000;

/** Comparisons are shared, so they weigh less. */
const COMPARISONS_PER_CONFLICT = 10;

/** A rule, and what it says. */
export interface ResolvedRule {
  readonly file: ProjectFile;
  readonly node: Rule;
  /** Its place among all rules. */
  readonly order: number;
  /** Null where it counts in streams of every category. */
  readonly category: string | null;
  /** The incoming types; null for a barrier. */
  readonly subjects: readonly string[] | null;
  /** What a barrier does not hold for. */
  readonly exceptions: readonly Exception[];
  /** Empty for `never conflicts`. Of a pair decision: the committed types that it is about. */
  readonly targets: readonly ResolvedTarget[];
  readonly when: readonly Comparison[];
}

/** What one reference behind `conflicts` stands for, or `anything` with its exceptions. */
export interface ResolvedTarget {
  readonly span: Span;
  readonly isGroup: boolean;
  /** Of a group there can be several, else there is one. */
  readonly selectors: readonly TypeSelector[];
  /** Of `anything`: what is taken out. */
  readonly exceptions: readonly Exception[];
}

/** What one reference behind `except` stands for. */
export interface Exception {
  readonly span: Span;
  readonly types: readonly string[];
}

/**
 * The rules of the project's files that are fit to be judged, in order. A rule that could mean something else once its
 * mistakes are mended is left out, whole or in part.
 */
export function resolveRules(context: Context): RuleTable {
  const table = createRuleTable();
  let left = MAX_MULTIPLIED;
  for (const file of context.files) {
    if (file.isImportOnly) continue;
    for (const placed of file.rules) {
      const rule = resolveRule(file, placed, table.rules.length + table.decisions.length, context);
      if (!rule) continue;
      left -= multiplied(rule);
      if (left >= 0) {
        table.add(rule);
        continue;
      }
      const message = `with this rule the project has more than ${MAX_MULTIPLIED.toLocaleString("en")} conflicts, once groups and exceptions are written out`;
      context.report(file, { code: "CF1012", span: rule.node.span, message });
      return table;
    }
  }
  return table;
}

/** Null where the rule is of no use; other checks report why. */
function resolveRule(
  file: ProjectFile,
  { node, block }: Placed<Rule>,
  order: number,
  context: Context,
): ResolvedRule | null {
  if (block && block.category === null) return null;
  const place = { file, block };
  const subject = subjectOf(node.subject, place, context);
  const targets = targetsOf(node, place, context);
  const when = comparisonsOf(node.condition);
  if (!subject || !when) return null;
  if (node.targets.kind === "never" && subject.subjects === null) return null;
  if (targets.length === 0 && !isNever(node)) return null;
  const { subjects, exceptions } = subject;
  return { file, node, order, category: block?.category ?? null, subjects, exceptions, targets, when };
}

function subjectOf(
  subject: Anything | Reference,
  place: Place,
  { typesOf }: Context,
): Pick<ResolvedRule, "subjects" | "exceptions"> | null {
  if (subject.kind === "anything") {
    const exceptions = exceptionsOf(subject, place, { typesOf });
    return exceptions && { subjects: null, exceptions };
  }
  // Of a name alone there is nothing to find out, and most subjects are.
  const names = subject.kind === "event-name" ? [subject.name] : typesOf(place, subject).names;
  return names.length === 0 ? null : { subjects: names, exceptions: NOTHING };
}

const NOTHING: readonly never[] = [];

function targetsOf({ targets }: Rule, place: Place, context: Context): readonly ResolvedTarget[] {
  switch (targets.kind) {
    case "never":
      return listedTargets(targets.with, place, context);
    case "references":
      return listedTargets(targets.references, place, context);
    case "anything": {
      const exceptions = exceptionsOf(targets, place, context);
      if (!exceptions) return NOTHING;
      const anythingExcept = [...new Set(exceptions.flatMap(({ types }) => types))];
      return [{ span: targets.span, isGroup: false, selectors: [{ anythingExcept }], exceptions }];
    }
  }
}

/** A reference that is repeated counts once. */
function listedTargets(
  references: readonly Reference[],
  place: Place,
  { typesOf }: Context,
): readonly ResolvedTarget[] {
  const seen = references.length > 1 ? new Set<string>() : null;
  const targets: ResolvedTarget[] = [];
  for (const reference of references) {
    const { span, name } = reference;
    const isGroup = reference.kind === "group-name";
    const key = isGroup ? `@${name}` : `"${name}`;
    if (seen?.has(key)) continue;
    seen?.add(key);
    const selectors = isGroup ? typesOf(place, reference).names.map((type) => ({ type })) : [{ type: name }];
    if (selectors.length > 0) targets.push({ span, isGroup, selectors, exceptions: NOTHING });
  }
  return targets;
}

/** Null where not all of them are known: then nobody knows what is not taken out. */
function exceptionsOf(
  { except }: Anything,
  place: Place,
  { typesOf }: Pick<Context, "typesOf">,
): readonly Exception[] | null {
  const exceptions: Exception[] = [];
  for (const reference of except) {
    const { names, isWhole } = typesOf(place, reference);
    if (!isWhole) return null;
    exceptions.push({ span: reference.span, types: names });
  }
  return exceptions;
}

/** A condition's comparisons, mine first. Null where one does not compare mine with theirs; that is reported elsewhere. */
function comparisonsOf(condition: Condition | null): readonly Comparison[] | null {
  if (!condition) return NOTHING;
  if (condition.kind === "on") {
    return condition.fields.map(({ path }) => ({ mine: path, operator: "=", theirs: path }));
  }
  const comparisons: Comparison[] = [];
  for (const { left, operator, right } of condition.comparisons) {
    if (left.side === right.side) return null;
    const [mine, theirs] = left.side === "mine" ? [left, right] : [right, left];
    comparisons.push({ mine: mine.path, operator, theirs: theirs.path });
  }
  return comparisons;
}

/** How many more conflicts there are than were written. */
function multiplied({ subjects, exceptions, targets, when }: ResolvedRule): number {
  let committed = targets.length === 0 ? 1 : 0;
  let written = Math.max(targets.length, 1) + exceptions.length;
  for (const { selectors, exceptions: own } of targets) {
    committed += selectors.length + countOf(own);
    written += own.length;
  }
  const incoming = subjects?.length ?? 1 + countOf(exceptions);
  const compared = (incoming * committed - 1) * when.length;
  return Math.max(0, incoming * committed - written) + compared / COMPARISONS_PER_CONFLICT;
}

function countOf(exceptions: readonly Exception[]): number {
  return exceptions.reduce((count, { types }) => count + types.length, 0);
}
