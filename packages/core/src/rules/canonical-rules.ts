/** Rules in canonical order: by subject, then by target, without repetitions. */

import { canonicalTarget, compareText, type CanonicalSubject } from "./canonical-form.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import type { Comparison } from "./declaration.ts";
import { canonicalSelector, compareSubjects, type Subject, type Subjects } from "./subjects.ts";
import type { ReadDeclaration } from "./read-declarations.ts";
import { compareBySource, type Attribution } from "./attribution.ts";

/** A subject, and its rules in the order of its targets. */
export interface SubjectRules extends CanonicalSubject {
  readonly rules: readonly ConflictRule[];
  /** That of its first declaration, by source. */
  readonly attribution: Attribution;
}

/** The rules of all subjects, in canonical order. */
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
    attribution: firstBySource(declared),
  };
}

/** The texts without repetitions. Rules with different predicates can share one: a predicate is not part of the text. */
function textsOf(targets: readonly Target[]): readonly string[] {
  const texts = targets.map(({ text }) => text);
  return texts.length < 2 ? texts : texts.filter((text, index) => text !== texts[index - 1]);
}

/** The first declaration by source, so that the order of the declarations does not matter. */
function firstBySource(declared: Subject["declared"]): Attribution {
  return declared.length === 1
    ? declared[0]
    : declared.reduce((first, other) => (compareBySource(other, first) < 0 ? other : first));
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

/** Sorted, without repetitions. If the same target is declared twice, the one that comes first by source is kept. */
function inOrder(targets: readonly Target[]): readonly Target[] {
  if (targets.length < 2) return targets;
  const kept: Target[] = [];
  for (const target of targets.toSorted(byTextAndSource)) if (!isRepeated(target, kept)) kept.push(target);
  return kept;
}

/** Whether one of the last targets that were kept has the same rule. */
function isRepeated({ text, rule }: Target, kept: readonly Target[]): boolean {
  for (let index = kept.length - 1; index >= 0; index--) {
    const other = kept[index];
    if (other?.text !== text) return false;
    if (other.rule.conflictsWhen === rule.conflictsWhen) return true;
  }
  return false;
}

function byTextAndSource(left: Target, right: Target): number {
  return compareText(left.text, right.text) || compareBySource(left.rule, right.rule);
}

/** Comparisons in the order of writing without repetitions, and their sorted canonical JSON. */
interface Conditions {
  readonly when: readonly Comparison[];
  readonly text: string;
}

/** A cache of conditions by the JSON of their comparisons as declared, because many rules have the same conditions. */
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
