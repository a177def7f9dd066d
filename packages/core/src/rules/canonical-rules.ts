/** Rules in canonical order: by subject, then by target, each target once. */

import { canonicalTarget, compareText, type CanonicalSubject } from "./canonical-form.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import type { Comparison } from "./declaration.ts";
import { canonicalSelector, compareSubjects, type Subject, type Subjects } from "./subjects.ts";
import type { ReadDeclaration } from "./read-declarations.ts";
import { compareTold, type Told } from "./told.ts";

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
  const { incoming, category, selector, declared } = subject;
  const targets = inOrder(targetsOf(subject, conditions));
  return {
    incoming,
    category,
    selector,
    targets: textsOf(targets),
    rules: targets.map(({ rule }) => rule),
    told: firstTold(declared),
  };
}

/** Of rules with a predicate all stay, and one text stands for them: two predicates can look the same as data. */
function textsOf(targets: readonly Target[]): readonly string[] {
  const texts = targets.map(({ text }) => text);
  return texts.length < 2 ? texts : texts.filter((text, index) => text !== texts[index - 1]);
}

/** The first of its declarations, whatever their order. */
function firstTold(declared: Subject["declared"]): Told {
  return declared.length === 1
    ? declared[0]
    : declared.reduce((first, other) => (compareTold(other, first) < 0 ? other : first));
}

function targetsOf(subject: Subject, known: KnownConditions): readonly Target[] {
  const { declared } = subject;
  // Most subjects have one declaration.
  return declared.length === 1
    ? targetsOfDeclaration(subject, declared[0], known)
    : declared.flatMap((declaration) => targetsOfDeclaration(subject, declaration, known));
}

function targetsOfDeclaration(
  { incoming, category }: Subject,
  { conflictsWith, when: declaredWhen, conflictsWhen, reason, source }: ReadDeclaration,
  known: KnownConditions,
): readonly Target[] {
  const { when, text } = canonicalConditions(declaredWhen, known);
  return conflictsWith.map((selector) => {
    const committed = canonicalSelector(selector);
    const rule = { incoming, committed, category, when, conflictsWhen, reason, source };
    return { text: canonicalTarget(committed, text, conflictsWhen !== null), rule: Object.freeze(rule) };
  });
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

/** Comparisons as written, each once, and their canonical JSON, which is sorted. */
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
    const when = Object.freeze([...byText.values()]);
    const text = `[${[...byText.keys()].toSorted(compareText).join(",")}]`;
    known.set(key, (conditions = { when, text }));
  }
  return conditions;
}
