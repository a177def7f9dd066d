/** How the pictures of a matrix mark its entries: conditions by letters, which a legend explains. */

import type { ConflictRule } from "@truce/core/rules";
import { comparisonText, conditionText, categoriesText } from "@truce/rules-dsl/notation";
import type { PairEntry } from "../tables/pair-entry.ts";
import type { TypeName } from "../tables/pair-table.ts";
import type { Matrix } from "./matrix.ts";

/** What the row and the column of the types are called that no rule names. */
const ANY_OTHER = "any other type";

/** The conditions of a matrix, each with its letter. */
export interface ConditionMarks {
  /** The letter of an entry that depends on the payloads. */
  readonly markOf: (entry: PairEntry) => string;
  /** Every letter and what it stands for, in the order in which they are met. */
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

/** The same text for conditions that differ only in the order in which their parts were written. */
function orderless(entry: PairEntry): string {
  if (entry.kind !== "conditional") return "";
  const sorted = ({ when, conflictsWhen }: ConflictRule): string =>
    JSON.stringify([when.map(comparisonText).toSorted(), conflictsWhen !== null]);
  return entry.rules.map(sorted).toSorted().join();
}

/** Under what condition a pair conflicts, in the words of the language; empty where there is none. */
export function conditionOf(entry: PairEntry): string {
  return entry.kind === "conditional" ? entry.rules.map(conditionText).join("; or ") : "";
}

/** What a type is called in a picture. */
export function labelOf(type: TypeName): string {
  return type ?? ANY_OTHER;
}

/** What the picture of a matrix is called. */
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
