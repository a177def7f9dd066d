/** Rules in canonical order: by subject, then by target, each target once. */

import { canonicalTarget, compareText, type CanonicalSubject } from "./canonical-form.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import type { Comparison, RuleDeclaration } from "./declaration.ts";
import { canonicalSelector, compareSubjects, type Subject, type Subjects } from "./subjects.ts";
import { compareTold, toldBy, type Told } from "./told.ts";

/** A subject, and its rules in the order of its targets. */
export interface SubjectRules extends CanonicalSubject {
  readonly rules: readonly ConflictRule[];
  /** By the first of its declarations. */
  readonly told: Told;
}

/** Brings what is declared of subjects into canonical order. */
export function canonicalRules({ all }: Subjects): readonly SubjectRules[] {
  const conditions: KnownConditions = new Map();
  return all.toSorted(compareSubjects).map((subject) => rulesOfSubject(subject, conditions));
}

/** A rule, and the canonical JSON of its target. */
interface Target {
  readonly text: string;
  readonly rule: ConflictRule;
}

function rulesOfSubject(subject: Subject, conditions: KnownConditions): SubjectRules {
  const all: Target[] = [];
  for (const { declaration } of subject.declared) addTargets(all, subject, declaration, conditions);
  const targets: string[] = [];
  const rules: ConflictRule[] = [];
  for (const { text, rule } of inOrder(all)) {
    // Of rules with a predicate all stay: two predicates can look the same as data.
    if (text !== targets.at(-1)) targets.push(text);
    rules.push(rule);
  }
  const { incoming, category, selector } = subject;
  return { incoming, category, selector, targets, rules, told: firstTold(subject) };
}

function firstTold({ declared: [first, ...others] }: Subject): Told {
  let told = toldBy(first.declaration);
  for (const { declaration } of others) {
    const other = toldBy(declaration);
    if (compareTold(other, told) < 0) told = other;
  }
  return told;
}

function addTargets(
  targets: Target[],
  { incoming, category }: Subject,
  declaration: RuleDeclaration,
  known: KnownConditions,
): void {
  const { conflictsWhen = null, reason = null, source = null } = declaration;
  const { when, text } = canonicalConditions(declaration.when ?? [], known);
  for (const selector of declaration.conflictsWith) {
    const committed = canonicalSelector(selector);
    const rule = { incoming, committed, category, when, conflictsWhen, reason, source };
    targets.push({
      text: canonicalTarget(committed, text, conflictsWhen !== null),
      rule: Object.freeze(rule),
    });
  }
}

/** Sorted, and each once: where the same is declared twice it is told from the first place, whatever the order. */
function inOrder(targets: readonly Target[]): readonly Target[] {
  if (targets.length < 2) return targets;
  const kept: Target[] = [];
  for (const target of targets.toSorted(byTextAndPlace)) if (!isRepeated(target, kept)) kept.push(target);
  return kept;
}

/** Whether the last targets that were kept have the same rule. */
function isRepeated({ text, rule }: Target, kept: readonly Target[]): boolean {
  for (let index = kept.length - 1; index >= 0; index--) {
    const other = kept[index];
    if (other?.text !== text) return false;
    if (other.rule.conflictsWhen === rule.conflictsWhen) return true;
  }
  return false;
}

function byTextAndPlace(left: Target, right: Target): number {
  return compareText(left.text, right.text) || compareTold(left.rule, right.rule);
}

/** Comparisons in canonical order, and their canonical JSON. */
interface Conditions {
  readonly when: readonly Comparison[];
  readonly text: string;
}

/** Conditions by the JSON of their comparisons as declared: the same ones come again and again. */
type KnownConditions = Map<string, Conditions>;

const NO_CONDITIONS: Conditions = { when: Object.freeze([]), text: "[]" };

function canonicalConditions(comparisons: readonly Comparison[], known: KnownConditions): Conditions {
  if (comparisons.length === 0) return NO_CONDITIONS;
  const key = JSON.stringify(comparisons);
  let conditions = known.get(key);
  if (!conditions) {
    const byText = new Map(comparisons.map((comparison) => [JSON.stringify(comparison), comparison]));
    const sorted = [...byText].toSorted(([left], [right]) => compareText(left, right));
    const when = Object.freeze(sorted.map(([, comparison]) => comparison));
    known.set(key, (conditions = { when, text: JSON.stringify(when) }));
  }
  return conditions;
}
