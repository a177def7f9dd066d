/** Rules that can never matter, because others say at least as much, and what is said twice in one rule. */

import type { Comparison } from "@truce/core/rules";
import { inWords, placesOf, type Claim, type Claims } from "./claims.ts";
import { quoted } from "../diagnostics/diagnostics.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import type { ResolvedRule } from "./resolve.ts";
import type { RuleTable, Subject } from "./rule-table.ts";
import type { Rule } from "../syntax/tree.ts";

/**
 * Reports what other rules cover. Of claims that say the same the first stays; a claim stays too where only a part of it
 * is covered. All that is reported could be removed at once, and nothing would change.
 */
export function findRedundancy(table: RuleTable, claims: Claims, report: Report): void {
  for (const rule of table.rules) if (rule.when.length > 1) repeatedConditions(rule, report);
  for (const rule of inCompany(table)) {
    for (const claim of claims.of(rule).toReversed()) {
      const by = coverOf(claim, table, claims);
      if (!by) continue;
      claim.isCovered = true;
      reportCovered(claim, by, report);
    }
  }
}

/** The rules that others could cover, or that could repeat themselves, the last first. Most are neither. */
function inCompany({ rules, barriers, sharedSubjects }: RuleTable): readonly ResolvedRule[] {
  const found = new Set(rules.filter(hasOverlaps));
  if (barriers.length > 1) for (const barrier of barriers) found.add(barrier);
  for (const subject of sharedSubjects) for (const rule of subject.rules) found.add(rule);
  return [...found].toSorted((left, right) => right.order - left.order);
}

function hasOverlaps({ targets }: ResolvedRule): boolean {
  return targets.length > 1 && targets.some(({ isGroup }) => isGroup);
}

/** The claims that cover the first part of a claim, if all of its parts are covered. */
function coverOf(claim: Claim, table: RuleTable, claims: Claims): Cover | undefined {
  const { rule, target, excepted, spared } = claim;
  const parts = excepted ? [excepted] : (target?.selectors ?? []).flatMap(({ type }) => type ?? []);
  let first: Cover | undefined;
  if (!rule.subjects) {
    for (const committed of parts) {
      const about = { committed, than: claim, incoming: spared };
      const cover = claims.cover(claim, claims.ofBarriers(rule.category, about));
      if (!cover) return undefined;
      first ??= cover;
    }
    return first;
  }
  for (const type of rule.subjects) {
    const subject = table.subject(rule.category, type);
    if (!subject) return undefined;
    for (const committed of target ? parts : [null]) {
      const cover =
        committed === null
          ? otherNever(subject, claim, claims)
          : claims.cover(claim, claims.ofSubject(subject, { committed, than: claim }));
      if (!cover) return undefined;
      first ??= cover;
    }
  }
  return first;
}

type Cover = readonly [Claim, ...Claim[]];

function otherNever(subject: Subject, claim: Claim, claims: Claims): Cover | undefined {
  const never = claims.otherNever(subject, claim);
  return never && [never];
}

function reportCovered({ rule, target }: Claim, by: Cover, report: Report): void {
  const { file, node } = rule;
  const span = target?.span ?? node.span;
  const [first] = by;
  if (by.length > 1 || first.rule !== rule) {
    const related = placesOf(by);
    const message = `this rule can never matter (covered by ${inWords(file, related)})`;
    report(file, { code: "CF3002", span, message, related });
    return;
  }
  const [one, other] = [wordsAt(file, span), wordsAt(file, first.target?.span ?? span)];
  const message = `${one} is repeated in this rule: ${other} has it too`;
  report(file, { code: "CF3001", span, message });
}

function wordsAt({ text }: ProjectFile, { start, end }: Rule["span"]): string {
  return quoted(text.slice(start, end));
}

function repeatedConditions({ file, node, when }: ResolvedRule, report: Report): void {
  const { condition } = node;
  const parts = condition?.kind === "on" ? condition.fields : (condition?.comparisons ?? []);
  const seen = new Set<string>();
  for (const [index, { span }] of parts.entries()) {
    const comparison = when[index];
    const key = comparison ? conditionKey(comparison) : String(index);
    if (seen.has(key)) {
      report(file, { code: "CF3001", span, message: "this condition is repeated in this rule" });
    }
    seen.add(key);
  }
}

/** A comparison as a text. */
function conditionKey({ mine, operator, theirs }: Comparison): string {
  // No key of a field has a dot or an operator in it.
  return `${mine.join(".")} ${operator} ${theirs.join(".")}`;
}
