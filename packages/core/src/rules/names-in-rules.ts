/** The names in a rule set: event types, and categories of streams. All lists are sorted by UTF-16 code units. */

import type { ConflictRules } from "./conflict-rules.ts";
import { selectsType, type TypeSelector } from "./matcher.ts";

/**
 * Every event type in the rules: incoming types, committed types, and exceptions.
 *
 * @example
 * ```ts
 * typesIn(rules).includes("MeetingNoteAdded");
 * ```
 */
export function typesIn({ registrations, rules }: ConflictRules): readonly string[] {
  const names = new Set<string>();
  for (const { type } of registrations) names.add(type);
  for (const { incoming, committed } of rules) {
    for (const selector of [incoming, committed]) for (const name of namesIn(selector)) names.add(name);
  }
  return [...names].toSorted();
}

/** Every category that has rules of its own. */
export function categoriesIn({ registrations, rules }: ConflictRules): readonly string[] {
  return sortedCategories([...registrations, ...rules]);
}

/** Every category in which an incoming type has other rules than elsewhere. */
export function categoriesFor({ registrations, rules }: ConflictRules, incoming: string): readonly string[] {
  const own = registrations.filter(({ type }) => type === incoming);
  const barriers = rules.filter(
    (rule) => "anythingExcept" in rule.incoming && selectsType(rule.incoming, incoming),
  );
  // A barrier registers no type, so it changes nothing for a type that has no rule in those streams.
  const isRegistered = own.some(({ category }) => category === null);
  return sortedCategories([...own, ...(isRegistered ? barriers : [])]);
}

function sortedCategories(scoped: readonly { readonly category: string | null }[]): readonly string[] {
  return [...new Set(scoped.flatMap(({ category }) => category ?? []))].toSorted();
}

function namesIn(selector: TypeSelector): readonly string[] {
  return "type" in selector ? [selector.type] : selector.anythingExcept;
}
