/** What happens to an incoming event if a committed one was not seen, in words: the answer of a cell of the matrix. */

import type { ConflictingPair, ConflictRules } from "@truce/core";
import { conditionText, ruleText, scalarAt, type ConflictRule, type RuleSource } from "@truce/core/rules";
import { explain, type EventInQuestion, type Explanation } from "@truce/rules-analysis";

/** A rule as the playground shows it. */
export interface ShownRule {
  /** The rule in the language. */
  readonly text: string;
  /** Why the team wrote it; null if nobody wrote that down. */
  readonly reason: string | null;
  /** Where it is written. */
  readonly source: RuleSource | null;
}

/** The answer of a cell. */
export interface PairAnswer {
  readonly verdict: Explanation["verdict"];
  /** What happens, in a word or two. */
  readonly title: string;
  /** What happens, in a sentence. */
  readonly sentence: string;
  /** Why no rule of the type applies, as the end of a sentence; null if one does, or if it has none. */
  readonly because: string | null;
  /** The rules that decide. */
  readonly rules: readonly ShownRule[];
}

const TITLES = { conflict: "Refused", compatible: "Merged", depends: "It depends" } as const;

/**
 * What happens to an incoming event in streams of a category.
 *
 * @param incoming - A type, or an event with its payload.
 * @param committed - The same for the event that its user had not seen.
 */
export function answerFor(
  rules: ConflictRules,
  incoming: string | EventInQuestion,
  committed: string | EventInQuestion,
  category: string | null,
): PairAnswer {
  const explanation = explain(rules, incoming, committed, { category });
  const { verdict } = explanation;
  const because = becauseOf(explanation);
  const sentence = sentenceOf(explanation, because);
  return { verdict, title: TITLES[verdict], sentence, because, rules: rulesOf(explanation) };
}

function becauseOf({ verdict, committed, rules, otherRules }: Explanation): string | null {
  if (verdict !== "compatible") return null;
  if (rules.length > 0) return "its rules do not apply to these payloads";
  return otherRules.length > 0 ? `none of its rules names ${committed.type}` : null;
}

function sentenceOf(explanation: Explanation, because: string | null): string {
  const { verdict, incoming, committed, registration, rules } = explanation;
  const unseen = `its user had not seen ${committed.type}`;
  if (registration === null) {
    return `${incoming.type} is refused if ${unseen}: it has no rule, so it conflicts with everything.`;
  }
  switch (verdict) {
    case "conflict":
      return `${incoming.type} is refused if ${unseen}.`;
    case "depends":
      return `If ${unseen}, ${incoming.type} is refused ${conditionsOf(rules.map(({ rule }) => rule))}. Otherwise it is merged.`;
    case "compatible":
      return `${incoming.type} is merged, even if ${unseen}${because === null ? "" : `: ${because}`}.`;
  }
}

function conditionsOf(rules: readonly ConflictRule[]): string {
  return [...new Set(rules.map(conditionText))].join(", or ");
}

function rulesOf({ verdict, registration, rules, otherRules }: Explanation): readonly ShownRule[] {
  if (registration === null) return [];
  const deciding = verdict === "compatible" ? [] : rules.filter(({ outcome }) => outcome !== "fails");
  if (deciding.length > 0) return deciding.map(({ rule }) => shownRule(rule));
  // A type without any rule that could hold is written `never conflicts`, and its reason stands with its registration.
  if (rules.length > 0 || otherRules.length > 0) return [];
  const { type, reason, source } = registration;
  return [{ text: `${type} never conflicts`, reason, source }];
}

/** A rule as the playground shows it. */
export function shownRule(rule: ConflictRule): ShownRule {
  return { text: ruleText(rule), reason: rule.reason, source: rule.source };
}

/** Whether a field that the pair's rule compares has no comparable value. Then the events conflict. */
export function isInDoubt(pair: ConflictingPair): boolean {
  if (pair.reason !== "rule") return false;
  const { incoming, committed, rule } = pair;
  return rule.when.some(
    ({ mine, theirs }) =>
      scalarAt(incoming.data, mine) === undefined || scalarAt(committed.data, theirs) === undefined,
  );
}
