/** Explains why two events conflict or do not. */

import type { ConflictRules } from "@truce/core";
import {
  compareScalars,
  selectsType,
  canHoldWithout,
  categoriesFor,
  rulesForIncoming,
  type Comparison,
  type ConflictRule,
  type Registration,
} from "@truce/core/rules";
import type {
  EventInQuestion,
  ExplainedComparison,
  ExplainedRule,
  ExplainedVerdict,
  Explanation,
  Outcome,
  Replaced,
  Ruling,
} from "./explanation.ts";
import { byValue, failuresOfValues } from "./known-values.ts";
import { readField } from "./read-field.ts";

/** Options of `explain`. */
export interface ExplainOptions {
  /** The category of the stream. If omitted or null, a category that no rule names. */
  readonly category?: string | null;
}

/**
 * Why an incoming event conflicts with a committed one, or does not: the rules that decide, with their reasons and places,
 * the values that each comparison finds in the payloads, what an override replaces, and the verdict the other way round. If
 * a payload is unknown, the verdict says whether it matters.
 *
 * @param incoming - A type, or an event with its payload.
 * @param committed - A type, or an event with its payload.
 *
 * @example
 * ```ts
 * const mine = { type: "NotePinned", data: { noteId: "n1" } };
 * const explanation = explain(rules, mine, "NotePinned", { category: "board" });
 * console.log(renderExplanationText(explanation));
 * ```
 */
export function explain(
  rules: ConflictRules,
  incoming: string | EventInQuestion,
  committed: string | EventInQuestion,
  { category = null }: ExplainOptions = {},
): Explanation {
  const [mine, theirs] = [eventFrom(incoming), eventFrom(committed)];
  return {
    category,
    ...rulingOf(rules, mine, theirs, category),
    passedBarriers: rules.rules.filter((rule) => isPassedBarrier(rule, mine.type, theirs.type, category)),
    replaced: replacedBy(rules, mine.type, theirs.type, category),
    opposite: rulingOf(rules, theirs, mine, category),
  };
}

function eventFrom(event: string | EventInQuestion): EventInQuestion {
  return typeof event === "string" ? { type: event } : event;
}

function rulingOf(
  rules: ConflictRules,
  incoming: EventInQuestion,
  committed: EventInQuestion,
  category: string | null,
): Ruling {
  const judging = rulesForIncoming(rules, incoming.type, category)?.rules;
  const registration = registrationOf(rules, incoming.type, category);
  const otherCategories = categoriesFor(rules, incoming.type).filter((other) => other !== category);
  const pair = { incoming, committed, registration, otherCategories };
  if (!judging) return { ...pair, verdict: "conflict", rules: [], otherRules: [] };
  const concerned = judging.filter((rule) => selectsType(rule.committed, committed.type));
  const explained = concerned.map((rule) => explainRule(rule, incoming, committed));
  return {
    ...pair,
    verdict: verdictOf(explained),
    rules: explained.toSorted((one, other) => RANKS[one.outcome] - RANKS[other.outcome]),
    otherRules: judging.filter((rule) => "type" in rule.incoming && !concerned.includes(rule)),
  };
}

/** Rules that decide come first. */
const RANKS: Readonly<Record<Outcome, number>> = { holds: 0, depends: 1, fails: 2 };

function explainRule(
  rule: ConflictRule,
  incoming: EventInQuestion,
  committed: EventInQuestion,
): ExplainedRule {
  const comparisons = rule.when.map((comparison) => explainComparison(comparison, incoming, committed));
  const outcomes = new Set(comparisons.map(({ outcome }) => outcome));
  const isOpen = rule.conflictsWhen !== null || outcomes.has("depends");
  const outcome: Outcome = outcomes.has("fails") ? "fails" : isOpen ? "depends" : "holds";
  return { rule, isBarrier: "anythingExcept" in rule.incoming, outcome, comparisons };
}

function explainComparison(
  comparison: Comparison,
  incoming: EventInQuestion,
  committed: EventInQuestion,
): ExplainedComparison {
  const mine = readField(incoming, comparison.mine);
  const theirs = readField(committed, comparison.theirs);
  return { comparison, mine, theirs, outcome: outcomeOf(comparison, mine, theirs) };
}

function outcomeOf(
  { operator }: Comparison,
  mine: ExplainedComparison["mine"],
  theirs: ExplainedComparison["theirs"],
): Outcome {
  // A comparison with one field in doubt holds, whatever the other field is.
  if (mine.kind === "in-doubt" || theirs.kind === "in-doubt") return "holds";
  if (mine.kind === "unknown" || theirs.kind === "unknown") return "depends";
  return compareScalars(mine.value, operator, theirs.value) ? "holds" : "fails";
}

function verdictOf(rules: readonly ExplainedRule[]): ExplainedVerdict {
  if (rules.some(({ outcome }) => outcome === "holds")) return "conflict";
  const open = rules.filter(({ outcome }) => outcome === "depends");
  if (open.length === 0) return "compatible";
  const left = open.map(({ rule: { conflictsWhen }, comparisons }) => ({
    when: comparisons.flatMap((one) => (one.outcome === "depends" ? byValue(one) : [])),
    conflictsWhen,
  }));
  const values = failuresOfValues(
    open.flatMap(({ comparisons }) => comparisons.filter(({ outcome }) => outcome === "depends")),
  );
  // Several rules together can hold for all payloads, such as one if fields are equal and one if they are not.
  return canHoldWithout({ when: [], conflictsWhen: null }, [...values, ...left]) === "no"
    ? "conflict"
    : "depends";
}

function registrationOf(
  { registrations }: ConflictRules,
  type: string,
  category: string | null,
): Registration | null {
  const own = registrations.filter((registration) => registration.type === type);
  const inside =
    category === null ? undefined : own.find((registration) => registration.category === category);
  return inside ?? own.find((registration) => registration.category === null) ?? null;
}

function isPassedBarrier(
  rule: ConflictRule,
  incoming: string,
  committed: string,
  category: string | null,
): boolean {
  return (
    "anythingExcept" in rule.incoming &&
    !selectsType(rule.incoming, incoming) &&
    selectsType(rule.committed, committed) &&
    (rule.category === null || rule.category === category)
  );
}

/** The rules for all streams that the category's rules replace. */
function replacedBy(
  rules: ConflictRules,
  incoming: string,
  committed: string,
  category: string | null,
): Replaced | null {
  const [inside, outside] = [
    registrationOf(rules, incoming, category),
    registrationOf(rules, incoming, null),
  ];
  if (!outside || !inside || inside.category === null) return null;
  const replaced = rules.rules.filter(
    (rule) =>
      rule.category === null &&
      "type" in rule.incoming &&
      rule.incoming.type === incoming &&
      selectsType(rule.committed, committed),
  );
  return { registration: outside, rules: replaced };
}
