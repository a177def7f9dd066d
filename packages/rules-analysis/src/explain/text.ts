/** Renders an explanation as text. */

import {
  placeText,
  ruleText,
  type ConflictRule,
  type Registration,
  type RuleSource,
} from "@truce/core/rules";
import { categoriesText, typeText, styleFrom, type TextStyle, onOneLine } from "@truce/rules-dsl/notation";
import { comparisonSentence } from "./comparison-sentence.ts";
import type {
  ExplainedComparison,
  ExplainedRule,
  ExplainedVerdict,
  Explanation,
  Ruling,
} from "./explanation.ts";

/** Options for rendering an explanation as text. */
export interface ExplanationTextOptions {
  /** Markup for the verdict and the rules. */
  readonly style?: Partial<TextStyle>;
}

/** The most rules for other types that are shown. */
const MAX_OTHER_RULES = 5;

/**
 * An explanation as text: the verdict in a sentence, the rules that decide with their places and reasons, what each
 * comparison finds, and what holds the other way round, unless that is the same again. It ends with a line break.
 *
 * @example
 * ```ts
 * console.log(renderExplanationText(explain(rules, "NotePinned", "NoteMoved")));
 * ```
 */
export function renderExplanationText(
  explanation: Explanation,
  options: ExplanationTextOptions = {},
): string {
  const style = styleFrom(options.style);
  const { category, opposite } = explanation;
  const paragraphs = [
    [markupOf(style, explanation.verdict)(`${sentence(explanation, category)}.`)],
    because(explanation, style),
    replacedLines(explanation, style),
    passedLines(explanation, style),
    ...(isMirrored(explanation)
      ? []
      : [[`The other way round, ${lowerCase(sentence(opposite, category))}.`, ...inShort(opposite, style)]]),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(""))
    .join("\n");
}

/**
 * The part of an explanation that says why, in lines: the rules behind an answer with what their comparisons find, or what
 * there is instead of rules.
 */
export function renderReasons(ruling: Ruling): readonly string[] {
  if (ruling.registration !== null) return because(ruling, styleFrom());
  return [`  ${typeText(ruling.incoming.type)} has no rule, so it conflicts with everything`];
}

function markupOf(style: TextStyle, verdict: ExplainedVerdict): TextStyle["strong"] {
  return style[verdict];
}

/** The verdict as a sentence without a full stop. */
function sentence(ruling: Ruling, category: string | null): string {
  const { verdict, incoming, committed, registration, rules } = ruling;
  const [mine, theirs] = [typeText(incoming.type), typeText(committed.type)];
  const where = whereText(ruling, category);
  const pair = (verb: string): string => `An incoming ${mine} ${verb} a committed ${theirs}${where}`;
  if (registration === null) {
    const there = where === "" ? "" : " there";
    return `${pair("conflicts with")}: it has no rule${there}, so it conflicts with everything`;
  }
  switch (verdict) {
    case "conflict":
      return pair("conflicts with");
    case "compatible":
      return rules.length === 0
        ? pair("never conflicts with")
        : `${pair("does not conflict with")}, given these payloads`;
    case "depends":
      return `Whether an incoming ${mine} conflicts with a committed ${theirs}${where} depends on their payloads`;
  }
}

/** The streams to which the verdict applies; empty for all streams. */
function whereText({ otherCategories }: Ruling, category: string | null): string {
  if (category !== null) return onOneLine(` in streams of '${category}'`);
  return otherCategories.length === 0 ? "" : ` outside streams of ${categoriesText(otherCategories)}`;
}

function lowerCase(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** The rules behind the verdict, or the reason if there are none. */
function because(
  { incoming, committed, registration, rules, otherRules }: Ruling,
  style: TextStyle,
): readonly string[] {
  if (registration === null) return [];
  if (rules.length > 0) return rules.flatMap((rule) => ruleLines(rule, style));
  if (otherRules.length === 0) return neverLines(registration, style);
  const more = otherRules.length - MAX_OTHER_RULES;
  const shown = otherRules.slice(0, MAX_OTHER_RULES).map((rule) => `  ${shortLine(rule, style)}`);
  return [
    `  ${typeText(incoming.type)} has no rule about a committed ${typeText(committed.type)}. Its rules:`,
    ...shown,
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
}

function neverLines({ type, reason, source }: Registration, style: TextStyle): readonly string[] {
  return [`  ${style.strong(`${typeText(type)} never conflicts`)}`, ...placeLines({ reason, source }, style)];
}

function ruleLines({ rule, isBarrier, comparisons }: ExplainedRule, style: TextStyle): readonly string[] {
  return [
    `  ${style.strong(onOneLine(ruleText(rule)))}${isBarrier ? style.dim("  (for every incoming type)") : ""}`,
    ...placeLines(rule, style),
    ...comparisons.filter(isKnown).map((comparison) => `    ${comparisonSentence(comparison, style)}`),
    ...(rule.conflictsWhen === null ? [] : ["    its predicate decides"]),
  ];
}

/** Comparisons with unknown values are skipped: the rule's text already shows them. */
function isKnown({ mine, theirs }: ExplainedComparison): boolean {
  return mine.kind !== "unknown" || theirs.kind !== "unknown";
}

/** The location of a rule, and its reason. */
function placeLines(
  { source, reason }: Pick<ConflictRule, "source" | "reason">,
  style: TextStyle,
): readonly string[] {
  const place = placeText(source);
  return [
    ...(place === null ? [] : [`    ${style.dim(onOneLine(place))}`]),
    ...(reason === null ? [] : reason.split("\n").map((line) => `    "${onOneLine(line)}"`)),
  ];
}

/** A rule and its location on one line. */
function shortLine(rule: ConflictRule, style: TextStyle): string {
  return placedLine(ruleText(rule), rule.source, style);
}

function placedLine(text: string, source: RuleSource | null, style: TextStyle): string {
  const place = placeText(source);
  return `  ${onOneLine(text)}${place === null ? "" : style.dim(onOneLine(`  ${place}`))}`;
}

function replacedLines(
  { replaced, category, incoming, committed }: Explanation,
  style: TextStyle,
): readonly string[] {
  if (!replaced) return [];
  const { rules, registration } = replaced;
  const nothing = `${typeText(incoming.type)} does not conflict with ${typeText(committed.type)}`;
  return [
    onOneLine(`In streams of '${category}', this replaces the rules for other streams:`),
    ...(rules.length > 0
      ? rules.map((rule) => shortLine(rule, style))
      : [placedLine(nothing, registration.source, style)]),
  ];
}

function passedLines(
  { passedBarriers, incoming, registration }: Explanation,
  style: TextStyle,
): readonly string[] {
  if (passedBarriers.length === 0 || registration === null) return [];
  return [
    `These rules for anything exclude ${typeText(incoming.type)}:`,
    ...passedBarriers.map((rule) => shortLine(rule, style)),
  ];
}

/** Whether the opposite direction is the same: one type, and its rules have the same outcomes in both directions. */
function isMirrored({ incoming, committed, verdict, rules, opposite }: Explanation): boolean {
  if (incoming.type !== committed.type || verdict !== opposite.verdict) return false;
  const outcomes = new Map(opposite.rules.map(({ rule, outcome }) => [rule, outcome]));
  return rules.every(({ rule, outcome }) => outcomes.get(rule) === outcome);
}

/** The rules that decide in the opposite direction. */
function inShort({ rules, verdict, registration }: Ruling, style: TextStyle): readonly string[] {
  if (registration === null || verdict === "compatible") return [];
  const deciding = rules.filter(({ outcome }) => outcome !== "fails");
  return deciding.map(({ rule }) => shortLine(rule, style));
}
