/** Converts rules back to declarations: plain data, as few as possible, always in the same order. */

import type { ConflictRules } from "@truce/core";
import type { TypeSelector, ConflictRule, RuleDeclaration } from "@truce/core/rules";

/**
 * Returns declarations from which core makes the same rules, with the same reasons and locations.
 *
 * @throws TypeError if a rule has a free predicate, which is not data.
 */
export function declarationsOf({ registrations, rules }: ConflictRules): readonly RuleDeclaration[] {
  const known = new Set(registrations.map(({ type, category }) => keyOf(type, category)));
  const isOverride = (type: string, category: string | null): boolean =>
    category !== null && known.has(keyOf(type, null));
  const groups = new Map<string, { readonly rule: ConflictRule; readonly targets: TypeSelector[] }>();
  const withRules = new Set<string>();
  for (const rule of rules) {
    if (rule.conflictsWhen) throw new TypeError("a rule with a free predicate cannot be written as data");
    const { incoming, category, when, reason, source, committed } = rule;
    if ("type" in incoming) withRules.add(keyOf(incoming.type, category));
    const key = JSON.stringify([incoming, category, when, reason, source]);
    const group = groups.get(key);
    if (group) group.targets.push(committed);
    else groups.set(key, { rule, targets: [committed] });
  }
  const nevers = registrations.filter(({ type, category }) => !withRules.has(keyOf(type, category)));
  return [
    ...[...groups.values()].map(({ rule: { incoming, category, when, reason, source }, targets }) => ({
      incoming,
      conflictsWith: targets,
      ...(when.length > 0 && { when }),
      ...scopeOf(category, "type" in incoming && isOverride(incoming.type, category)),
      ...toldOf({ reason, source }),
    })),
    ...nevers.map(({ type, category, reason, source }) => ({
      incoming: { type },
      conflictsWith: [],
      ...scopeOf(category, isOverride(type, category)),
      ...toldOf({ reason, source }),
    })),
  ];
}

function toldOf({ reason, source }: Pick<ConflictRule, "reason" | "source">): Partial<RuleDeclaration> {
  return { ...(reason !== null && { reason }), ...(source !== null && { source }) };
}

function scopeOf(category: string | null, override: boolean): Pick<RuleDeclaration, "category" | "override"> {
  return { ...(category !== null && { category }), ...(override && { override }) };
}

function keyOf(type: string, category: string | null): string {
  return JSON.stringify([category, type]);
}
