/** Rules that others make redundant (CF3002), and repetitions within one rule (CF3001). */

import type { Comparison } from "@truce/core/rules";
import { inWords, placesOf, type RuleEffect, type RuleEffects } from "./rule-effects.ts";
import { quoted } from "../diagnostics/diagnostics.ts";
import type { ProjectFile } from "./project.ts";
import type { Report } from "./reports.ts";
import type { ResolvedRule } from "./resolved-rule.ts";
import type { RuleContext } from "./rule-context.ts";
import type { RuleTable, Subject } from "./rule-table.ts";
import type { Rule } from "../syntax/tree.ts";

/**
 * Reports effects that other rules cover completely. If several effects say the same, the first one is kept. Everything
 * that is reported could be removed at once without changing a verdict.
 */
export function reportRedundantRules({ table, effects, report }: RuleContext): void {
  for (const rule of table.rules) if (rule.when.length > 1) repeatedConditions(rule, report);
  for (const rule of rulesToCompare(table)) {
    for (const effect of effects.of(rule).toReversed()) {
      const by = coverOf(effect, table, effects);
      if (!by) continue;
      effect.isCovered = true;
      reportCovered(effect, by, report);
    }
  }
}

/** The rules that may be redundant or repeat themselves, last first. Most rules cannot. */
function rulesToCompare({ rules, barriers, sharedSubjects }: RuleTable): readonly ResolvedRule[] {
  const found = new Set(rules.filter(hasOverlaps));
  if (barriers.length > 1) for (const barrier of barriers) found.add(barrier);
  for (const subject of sharedSubjects) for (const rule of subject.rules) found.add(rule);
  return [...found].toSorted((left, right) => right.order - left.order);
}

function hasOverlaps({ targets }: ResolvedRule): boolean {
  return targets.length > 1 && targets.some(({ isGroup }) => isGroup);
}

/** The effects that cover the first type of an effect, if all of its types are covered. */
function coverOf(effect: RuleEffect, table: RuleTable, effects: RuleEffects): Cover | undefined {
  const { rule, target, excepted, spared } = effect;
  const parts = excepted ? [excepted] : (target?.selectors ?? []).flatMap(({ type }) => type ?? []);
  let first: Cover | undefined;
  if (!rule.subjects) {
    for (const committed of parts) {
      const about = { committed, than: effect, incoming: spared };
      const cover = effects.cover(effect, effects.ofBarriers(rule.category, about));
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
          ? otherNever(subject, effect, effects)
          : effects.cover(effect, effects.ofSubject(subject, { committed, than: effect }));
      if (!cover) return undefined;
      first ??= cover;
    }
  }
  return first;
}

type Cover = readonly [RuleEffect, ...RuleEffect[]];

function otherNever(subject: Subject, effect: RuleEffect, effects: RuleEffects): Cover | undefined {
  const never = effects.otherNever(subject, effect);
  return never && [never];
}

function reportCovered({ rule, target }: RuleEffect, by: Cover, report: Report): void {
  const { file, node } = rule;
  const span = target?.span ?? node.span;
  const [first] = by;
  if (by.length > 1 || first.rule !== rule) {
    const related = placesOf(by);
    const message = `this rule has no effect (covered by ${inWords(file, related)})`;
    report(file, { code: "CF3002", span, message, related });
    return;
  }
  const [one, other] = [wordsAt(file, span), wordsAt(file, first.target?.span ?? span)];
  const message = `${one} is redundant in this rule: ${other} includes it`;
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

function conditionKey({ mine, operator, theirs }: Comparison): string {
  // The key is unique, because the grammar allows no dot, space or operator in a field's key.
  return `${mine.join(".")} ${operator} ${theirs.join(".")}`;
}
