/** Conditions in the words of the language. */

import type { FieldPath, Comparison, Conjunction } from "@truce/core/rules";
import { inQuotes } from "../syntax/names.ts";
import { RESERVED_WORDS } from "../syntax/reserved-words.ts";

/** The condition of a rule as the language writes it: `on room and day`; empty where there is none. */
export function conditionText({ when, conflictsWhen }: Conjunction): string {
  const comparisons = when.length === 0 ? "" : when.every(isSameField) ? onText(when) : whenText(when);
  if (conflictsWhen === null) return comparisons;
  return comparisons === "" ? "if its predicate says so" : `${comparisons}, if its predicate says so`;
}

/** A comparison as the language writes it: `mine.room = theirs.room`. */
export function comparisonText({ mine, operator, theirs }: Comparison): string {
  return `mine.${fieldText(mine)} ${operator} theirs.${fieldText(theirs)}`;
}

/** A field with dots between its keys. A key that no file can name stands in quotes. */
export function fieldText(path: FieldPath): string {
  return path.map((key) => (/^[\p{L}_][\p{L}\p{M}\p{Nd}_]*$/u.test(key) ? key : inQuotes(key))).join(".");
}

/** Whether `on` says it. A field that is called like a keyword cannot stand behind `on`. */
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
