/** Resolves rules: from names and groups to event types, from conditions to comparisons. */

import type { Comparison } from "@truce/core/rules";
import type { Context } from "./context.ts";
import { MAX_EXPANDED_CONFLICTS } from "../limits.ts";
import type { Place } from "./groups.ts";
import type { Placed } from "./statements-by-kind.ts";
import type { ProjectFile } from "./project.ts";
import type { Exception, ResolvedRule, ResolvedTarget } from "./resolved-rule.ts";
import { createRuleTable, isNever, type RuleTable } from "./rule-table.ts";
import type { Anything, Condition, Reference, Rule } from "../syntax/tree.ts";

/** How many comparisons weigh as much as one conflict. They weigh less because the conflicts of a rule share them. */
const COMPARISONS_PER_CONFLICT = 10;

/**
 * Resolves the rules of the project's files, in order. A rule or target with errors is left out, because it may mean
 * something else once they are fixed.
 */
export function resolveRules(context: Context): RuleTable {
  const table = createRuleTable();
  let left = MAX_EXPANDED_CONFLICTS;
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
      const message = `with this rule, the groups and exceptions of the project expand to more than ${MAX_EXPANDED_CONFLICTS.toLocaleString("en")} conflicts`;
      context.report(file, { code: "CF1012", span: rule.node.span, message });
      return table;
    }
  }
  return table;
}

/** Null if the rule has errors; other checks report them. */
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
  // Fast path: most subjects are plain names and need no lookup.
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

/** The targets of a list, without repetitions. */
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

/** Null if some of the excluded types are unknown, because it is then unknown what the rule covers. */
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

/** A condition's comparisons, `mine` first. Null if one of them does not compare `mine` with `theirs` (CF1015). */
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

/** The number of conflicts that a rule expands to, beyond those that are written out. */
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
