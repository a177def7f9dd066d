/** Rules by their incoming types: what is said of each, and where. */

import type { ResolvedRule } from "./resolve.ts";

/** What the rules of one scope say of one incoming type. */
export interface Subject {
  readonly type: string;
  readonly category: string | null;
  /** In order. */
  readonly rules: ResolvedRule[];
}

/** All rules of a project. */
export interface RuleTable {
  readonly rules: readonly ResolvedRule[];
  readonly barriers: readonly ResolvedRule[];
  /** By category, null for all streams, and incoming type. */
  readonly subjects: ReadonlyMap<string | null, ReadonlyMap<string, Subject>>;
  /** What is said of a type in a scope, if anything is. */
  readonly subject: (category: string | null, type: string) => Subject | undefined;
  /** Every subject, by category and type as they were first met. */
  readonly allSubjects: () => Generator<Subject>;
}

export function createRuleTable(rules: readonly ResolvedRule[]): RuleTable {
  const subjects = new Map<string | null, Map<string, Subject>>();
  for (const rule of rules) {
    if (!rule.subjects) continue;
    let inCategory = subjects.get(rule.category);
    if (!inCategory) subjects.set(rule.category, (inCategory = new Map<string, Subject>()));
    for (const type of rule.subjects) {
      const subject = inCategory.get(type);
      if (subject) subject.rules.push(rule);
      else inCategory.set(type, { type, category: rule.category, rules: [rule] });
    }
  }
  return {
    rules,
    barriers: rules.filter((rule) => rule.subjects === null),
    subjects,
    subject: (category, type) => subjects.get(category)?.get(type),
    *allSubjects() {
      for (const inCategory of subjects.values()) yield* inCategory.values();
    },
  };
}

/** Whether a rule registers its types as ones that never conflict. */
export function isNever({ node }: ResolvedRule): boolean {
  return node.targets.kind === "never";
}
