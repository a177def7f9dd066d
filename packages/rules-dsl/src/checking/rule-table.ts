/** The rules of a project by incoming type. */

import type { ResolvedRule } from "./resolved-rule.ts";
import type { Rule } from "../syntax/tree.ts";

/** An incoming type with its rules in one scope: in the streams of a category, or outside all blocks. */
export interface Subject {
  readonly type: string;
  readonly category: string | null;
  /** In order. */
  readonly rules: readonly ResolvedRule[];
}

export interface RuleTable {
  /** In order. */
  readonly rules: readonly ResolvedRule[];
  readonly barriers: readonly ResolvedRule[];
  /** The lines that record compatible pairs, `A never conflicts B`, in order. They are not rules. */
  readonly decisions: readonly ResolvedRule[];
  /** The rules in `stream` blocks. */
  readonly inCategories: readonly ResolvedRule[];
  /** A type in a scope; undefined if it has no rules there. */
  readonly subject: (category: string | null, type: string) => Subject | undefined;
  /** Every subject, in the order of its first rule. */
  readonly allSubjects: readonly Subject[];
  /** The subjects with more than one rule. Only these can contradict or repeat each other. */
  readonly sharedSubjects: ReadonlySet<Subject>;
}

export interface OpenRuleTable extends RuleTable {
  readonly add: (rule: ResolvedRule) => void;
}

interface OpenSubject extends Subject {
  readonly rules: ResolvedRule[];
}

export function createRuleTable(): OpenRuleTable {
  const rules: ResolvedRule[] = [];
  const barriers: ResolvedRule[] = [];
  const decisions: ResolvedRule[] = [];
  const inCategories: ResolvedRule[] = [];
  const allSubjects: Subject[] = [];
  const sharedSubjects = new Set<Subject>();
  const subjects = new Map<string | null, Map<string, OpenSubject>>();
  const addTo = (inCategory: Map<string, OpenSubject>, type: string, rule: ResolvedRule): void => {
    const known = inCategory.get(type);
    if (known) {
      known.rules.push(rule);
      sharedSubjects.add(known);
      return;
    }
    const subject = { type, category: rule.category, rules: [rule] };
    inCategory.set(type, subject);
    allSubjects.push(subject);
  };
  return {
    ...{ rules, barriers, decisions, inCategories, allSubjects, sharedSubjects },
    subject: (category, type) => subjects.get(category)?.get(type),
    add(rule) {
      const { category } = rule;
      if (isDecision(rule.node)) {
        decisions.push(rule);
        return;
      }
      rules.push(rule);
      if (category !== null) inCategories.push(rule);
      if (!rule.subjects) {
        barriers.push(rule);
        return;
      }
      let inCategory = subjects.get(category);
      if (!inCategory) subjects.set(category, (inCategory = new Map<string, OpenSubject>()));
      for (const type of rule.subjects) addTo(inCategory, type, rule);
    },
  };
}

/** Whether a rule gives its types an empty list: `A never conflicts`. */
export function isNever({ targets }: Rule): boolean {
  return targets.kind === "never" && targets.with.length === 0;
}

/** Whether a line only records compatible pairs: `A never conflicts B`. */
export function isDecision({ targets }: Rule): boolean {
  return targets.kind === "never" && targets.with.length > 0;
}
