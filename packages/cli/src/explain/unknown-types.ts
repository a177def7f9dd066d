/** Names on the command line that are likely to be misspelt. */

import type { ConflictRules } from "@truce/core";

/** Those of the event types that no rule names, not even to leave it out. */
export function unknownTypes(
  { registrations, rules }: ConflictRules,
  types: readonly string[],
): readonly string[] {
  const known = new Set([
    ...registrations.map(({ type }) => type),
    ...rules
      .flatMap(({ incoming, committed }) => [incoming, committed])
      .flatMap((selector) => selector.type ?? selector.anythingExcept ?? []),
  ]);
  return [...new Set(types)].filter((type) => !known.has(type));
}
