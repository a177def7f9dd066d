/**
 * Pair decisions: lines such as `A never conflicts B`, which record that a pair of events is compatible. They add no rule and
 * change no verdict. They are checked against the rules, so that the record stays true.
 */

import { asWritten } from "@truce/core/rules";
import type { RuleEffects } from "./rule-effects.ts";
import { locationOf, quoted, whereSeenFrom } from "../diagnostics/diagnostics.ts";
import type { Report } from "./reports.ts";
import type { ResolvedRule, ResolvedTarget } from "./resolved-rule.ts";
import type { RuleContext } from "./rule-context.ts";
import { isNever, type RuleTable, type Subject } from "./rule-table.ts";

/**
 * At most this many pairs are looked up in barriers, so that no file can make checking slow. Beyond it, an error may be
 * missed.
 */
const MAX_QUESTIONS = 2_000_000;

/**
 * Reports decisions that the rules contradict, that concern a type without rules, and that repeat others.
 *
 * @param isWhole - Whether the project has no errors so far. Otherwise a type without rules may have one in a broken line.
 */
export function checkDecisions({ table, effects, report }: RuleContext, isWhole: boolean): void {
  if (table.decisions.length === 0) return;
  const categories = [...new Set(table.barriers.flatMap(({ category }) => category ?? []))];
  const search = { table, effects, categories, left: { questions: MAX_QUESTIONS } };
  const recorded = new Map<string, ResolvedRule>();
  for (const decision of table.decisions) {
    const subjects = (decision.subjects ?? []).map((type) => ({ type, own: rulesOf(table, decision, type) }));
    const without = subjects.find(({ own }) => !own);
    if (without) {
      if (isWhole) reportUnregistered(decision, without.type, report);
      continue;
    }
    for (const target of decision.targets) {
      const pairs = subjects.flatMap(({ type, own }) =>
        namesOf(target).map((committed) => ({ type, own, committed })),
      );
      const opposed = findFirst(pairs, (pair) => opponentOf(decision, pair, search));
      if (opposed) {
        reportOpposed(decision, target, opposed, report);
        continue;
      }
      const repeats = pairs.map((pair) => recordOf(decision, pair, recorded));
      if (repeats.every((by) => by !== undefined)) reportRepeated(decision, target, repeats[0], report);
    }
  }
}

/** The rules of an incoming type that apply in the scope of a decision. */
function rulesOf(table: RuleTable, { category }: ResolvedRule, type: string): Subject | undefined {
  return table.subject(category, type) ?? table.subject(null, type);
}

interface Pair {
  readonly type: string;
  readonly own: Subject | undefined;
  readonly committed: string;
}

interface Search {
  readonly table: RuleTable;
  readonly effects: RuleEffects;
  /** The categories with barriers of their own. */
  readonly categories: readonly string[];
  readonly left: { questions: number };
}

/** A rule that makes the pair conflict, with or without a condition, in a stream that the decision covers. */
function opponentOf(
  decision: ResolvedRule,
  { type, own, committed }: Pair,
  { table, effects, categories, left }: Search,
): ResolvedRule | undefined {
  const about = { committed, incoming: type };
  for (const { rule } of own ? effects.ofSubject(own, about) : []) return rule;
  // A decision outside blocks does not cover categories in which the type has rules of its own.
  const scopes =
    decision.category === null
      ? [null, ...categories.filter((category) => !table.subject(category, type))]
      : [decision.category];
  for (const category of scopes) {
    if (left.questions-- < 0) return undefined;
    for (const { rule } of effects.ofBarriers(category, about)) return rule;
  }
  return undefined;
}

function namesOf({ selectors }: ResolvedTarget): readonly string[] {
  return selectors.flatMap((selector) => ("type" in selector ? [selector.type] : []));
}

/** The line that already records the pair; undefined if this decision is the first. */
function recordOf(
  decision: ResolvedRule,
  { type, own, committed }: Pair,
  recorded: Map<string, ResolvedRule>,
): ResolvedRule | undefined {
  const never = own?.rules.find(({ node }) => isNever(node));
  const key = JSON.stringify([decision.category, type, committed]);
  const by = never ?? recorded.get(key);
  if (!by) recorded.set(key, decision);
  return by;
}

function reportUnregistered({ file, node, targets }: ResolvedRule, type: string, report: Report): void {
  const [committed = ""] = targets.flatMap(namesOf);
  report(file, {
    code: "CF2015",
    span: node.subject.span,
    message: `${quoted(type)} has no rule here, so it conflicts with everything, including ${quoted(committed)}`,
    suggestion: `if it conflicts with nothing, write ${asWritten(type)} never conflicts; otherwise add its rules: ${asWritten(type)} conflicts ...`,
  });
}

interface Opposed {
  readonly pair: Pair;
  readonly by: ResolvedRule;
}

function findFirst(
  pairs: readonly Pair[],
  search: (pair: Pair) => ResolvedRule | undefined,
): Opposed | undefined {
  for (const pair of pairs) {
    const by = search(pair);
    if (by) return { pair, by };
  }
  return undefined;
}

function reportOpposed(
  { file }: ResolvedRule,
  { span }: ResolvedTarget,
  { pair: { type, committed }, by }: Opposed,
  report: Report,
): void {
  const where = locationOf(by.file, by.node.span);
  const condition = by.when.length > 0 ? " under a condition" : "";
  report(file, {
    code: "CF2005",
    span,
    message: `this line says that ${quoted(type)} never conflicts with ${quoted(committed)}, but a rule makes them conflict${condition} (${whereSeenFrom(file, where)})`,
    suggestion: by.subjects
      ? "remove one of the two"
      : `remove one of the two, or exclude the type from the rule for 'anything': anything except ${asWritten(type)}`,
    related: [where],
  });
}

function reportRepeated(
  { file, node, targets }: ResolvedRule,
  { span }: ResolvedTarget,
  by: ResolvedRule | undefined,
  report: Report,
): void {
  if (!by) return;
  const where = locationOf(by.file, by.node.span);
  const message = `this line records nothing new (already recorded by ${whereSeenFrom(file, where)})`;
  report(file, {
    code: "CF3002",
    span: targets.length === 1 ? node.span : span,
    message,
    related: [where],
  });
}
