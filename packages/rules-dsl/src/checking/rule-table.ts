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
  readonly allSubjects: readonly Subject[];
}

export function createRuleTable(rules: readonly ResolvedRule[]): RuleTable {
  const subjects = new Map<string | null, Map<string, Subject>>();
  const allSubjects: Subject[] = [];
  for (const rule of rules) {
    const { category } = rule;
    if (!rule.subjects) continue;
    let inCategory = subjects.get(category);
    if (!inCategory) subjects.set(category, (inCategory = new Map<string, Subject>()));
    for (const type of rule.subjects) {
      const known = inCategory.get(type);
      if (known) {
        known.rules.push(rule);
        continue;
      }
      const subject = { type, category, rules: [rule] };
      inCategory.set(type, subject);
      allSubjects.push(subject);
    }
  }
  return {
    rules,
    barriers: rules.filter((rule) => rule.subjects === null),
    subjects,
    subject: (category, type) => subjects.get(category)?.get(type),
    allSubjects,
  };
}

/** Whether a rule registers its types as ones that never conflict. */
export function isNever({ node }: ResolvedRule): boolean {
  return node.targets.kind === "never";
}
