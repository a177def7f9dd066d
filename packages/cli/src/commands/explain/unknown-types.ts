/** Names on the command line that are likely to be misspelt. */

import type { ConflictRules } from "@truce/core";
import { typesIn } from "@truce/core/rules";
import { nearest } from "@truce/rules-dsl";

/** What is said of event types that no rule names, not even to leave them out: a sentence each. */
export function unknownTypes(rules: ConflictRules, types: readonly string[]): readonly string[] {
  const known = typesIn(rules);
  return [...new Set(types)]
    .filter((type) => !known.includes(type))
    .map((type) => {
      const meant = nearest(type, known);
      return `no rule names '${type}'${meant === undefined ? "" : `; did you mean '${meant}'?`}`;
    });
}
