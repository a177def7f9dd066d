/** Writes conditions in the `.conflicts` language. */

import type { Comparison } from "./declaration.ts";
import type { FieldPath } from "./matcher.ts";
import type { Conjunction } from "./payload-cases.ts";
import { RESERVED_WORDS } from "./reserved-words.ts";
import { inQuotes } from "./written-names.ts";

/** The condition of a rule in the language: `on room and day`; empty if there is none. */
export function conditionText({ when, conflictsWhen }: Conjunction): string {
  const comparisons = when.length === 0 ? "" : when.every(isSameField) ? onText(when) : whenText(when);
  if (conflictsWhen === null) return comparisons;
  return comparisons === "" ? "if its predicate says so" : `${comparisons}, if its predicate says so`;
}

/** A comparison in the language: `mine.room = theirs.room`. */
export function comparisonText({ mine, operator, theirs }: Comparison): string {
  return `mine.${fieldText(mine)} ${operator} theirs.${fieldText(theirs)}`;
}

/** A field with dots between its keys. A key that the language cannot write is in quotes. */
export function fieldText(path: FieldPath): string {
  return path.map((key) => (/^[\p{L}_][\p{L}\p{M}\p{Nd}_]*$/u.test(key) ? key : inQuotes(key))).join(".");
}

/**
 * Whether `on` can express the comparison. After `on`, a reserved word is not a field, and a field cannot begin with `mine` or
 * `theirs`, because it would look like one side of a comparison.
 */
function isSameField({ mine, operator, theirs }: Comparison): boolean {
  const field = fieldText(mine);
  if (operator !== "=" || field !== fieldText(theirs) || RESERVED_WORDS.has(field)) return false;
  return mine[0] !== "mine" && mine[0] !== "theirs";
}

function onText(when: readonly Comparison[]): string {
  return `on ${when.map(({ mine }) => fieldText(mine)).join(" and ")}`;
}

function whenText(when: readonly Comparison[]): string {
  return `when ${when.map(comparisonText).join(" and ")}`;
}
