/** The marks of entries in a rendered matrix: letters stand for conditions, which a legend explains. */

import { comparisonText, conditionText, type ConflictRule } from "@truce/core/rules";
import { categoriesText } from "@truce/rules-dsl/notation";
import type { PairEntry } from "../tables/pair-entry.ts";
import type { TypeName } from "../tables/pair-table.ts";
import type { Matrix } from "./matrix.ts";

/** The name of the row and the column for types that no rule names. */
const ANY_OTHER = "any other type";

/** The conditions of a matrix, each with its letter. */
export interface ConditionMarks {
  /** The letter of an entry that depends on the payloads. */
  readonly markOf: (entry: PairEntry) => string;
  /** Every letter and its condition, in the order of first use. */
  readonly legend: readonly (readonly [mark: string, condition: string])[];
}

/** The letters for the conditions of a matrix: `a` to `z`, then `aa`. */
export function marksOf({ rows }: Matrix): ConditionMarks {
  const marks = new Map<string, string>();
  const legend: (readonly [mark: string, condition: string])[] = [];
  for (const entry of rows.flatMap(({ entries }) => entries)) {
    const key = orderless(entry);
    if (entry.kind !== "conditional" || marks.has(key)) continue;
    const mark = letters(marks.size);
    marks.set(key, mark);
    legend.push([mark, conditionOf(entry)]);
  }
  return { markOf: (entry) => marks.get(orderless(entry)) ?? "", legend };
}

/** A text that is the same for conditions whose parts are in a different order. */
function orderless(entry: PairEntry): string {
  if (entry.kind !== "conditional") return "";
  const sorted = ({ when, conflictsWhen }: ConflictRule): string =>
    JSON.stringify([when.map(comparisonText).toSorted(), conflictsWhen !== null]);
  return entry.rules.map(sorted).toSorted().join();
}

/** The condition of an entry in the language; empty if there is none. */
export function conditionOf(entry: PairEntry): string {
  return entry.kind === "conditional" ? entry.rules.map(conditionText).join("; or ") : "";
}

/** The name of a type in a rendered matrix. */
export function labelOf(type: TypeName): string {
  return type ?? ANY_OTHER;
}

/** The title of a rendered matrix. */
export function titleOf({ category, otherCategories }: Matrix): string {
  if (category !== null) return `Conflicts in streams of '${category}'`;
  return otherCategories.length === 0
    ? "Conflicts"
    : `Conflicts outside streams of ${categoriesText(otherCategories)}`;
}

function letters(index: number): string {
  const letter = String.fromCodePoint(97 + (index % 26));
  return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter;
}
