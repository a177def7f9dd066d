/** The payload fields that rules compare. */

import type { ConflictRules } from "@truce/core";
import type { FieldPath, TypeSelector } from "@truce/core/rules";

/** How deep the compiler looks into a payload (see `FieldOf` in core). */
const MAX_CHECKED_KEYS = 4;

/**
 * The fields that the rules compare, with the type of their event: `NotePinned on noteId`. They are sorted. Fields that the
 * compiler cannot check are left out: fields of `anything`, keys with a dot, and fields deeper than four keys.
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
