/** The payload fields that rules compare. */

import type { ConflictRules } from "@truce/core";
import type { FieldPath, TypeSelector } from "@truce/core/rules";

/** How deep the compiler looks into a payload (see `FieldOf` in core). */
const MAX_CHECKED_KEYS = 4;

/**
 * Every field that the rules compare of an event type that they name, as `NotePinned on noteId`, sorted. Of `anything`
 * no payload is known; a key with a dot, or one below the fourth, is none that the compiler can check.
 */
export function fieldsComparedBy({ rules }: ConflictRules): readonly string[] {
  const fields = rules.flatMap(({ incoming, committed, when }) =>
    when.flatMap(({ mine, theirs }) => [...fieldOf(incoming, mine), ...fieldOf(committed, theirs)]),
  );
  return sorted(fields);
}

function fieldOf(selector: TypeSelector, path: FieldPath): readonly string[] {
  const isChecked = path.length <= MAX_CHECKED_KEYS && !path.some((key) => key.includes("."));
  return "type" in selector && isChecked ? [`${selector.type} on ${path.join(".")}`] : [];
}

/** Removes duplicates and sorts by code units. */
export function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
