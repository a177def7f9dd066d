/** Writes conditions in the `.conflicts` language. */

import type { FieldPath, Comparison, Conjunction } from "@truce/core/rules";
import { inQuotes } from "../syntax/names.ts";
import { RESERVED_WORDS } from "../syntax/reserved-words.ts";

/** The condition of a rule: `on room and day`; empty if there is none. */
export function conditionText({ when, conflictsWhen }: Conjunction): string {
  const comparisons = when.length === 0 ? "" : when.every(isSameField) ? onText(when) : whenText(when);
  if (conflictsWhen === null) return comparisons;
  return comparisons === "" ? "if its predicate says so" : `${comparisons}, if its predicate says so`;
}

/** A comparison: `mine.room = theirs.room`. */
export function comparisonText({ mine, operator, theirs }: Comparison): string {
  return `mine.${fieldText(mine)} ${operator} theirs.${fieldText(theirs)}`;
}

/** A field with dots between its keys. A key that the language cannot write is in quotes. */
export function fieldText(path: FieldPath): string {
  return path.map((key) => (/^[\p{L}_][\p{L}\p{M}\p{Nd}_]*$/u.test(key) ? key : inQuotes(key))).join(".");
}

/** Whether `on` can express the comparison. A field whose name is a reserved word cannot follow `on`. */
function isSameField({ mine, operator, theirs }: Comparison): boolean {
  const field = fieldText(mine);
  return operator === "=" && field === fieldText(theirs) && !RESERVED_WORDS.has(field);
}

function onText(when: readonly Comparison[]): string {
  return `on ${when.map(({ mine }) => fieldText(mine)).join(" and ")}`;
}

function whenText(when: readonly Comparison[]): string {
  return `when ${when.map(comparisonText).join(" and ")}`;
}
