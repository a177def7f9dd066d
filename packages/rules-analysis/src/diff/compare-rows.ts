/** Compares what two rule sets say about one incoming type. */

import type { ConflictRules } from "@truce/core";
import type { TypeSelector } from "@truce/core/rules";
import { ANY_OTHER_TYPE, rowOf, type TableRow, type TypeName } from "../tables/pair-table.ts";
import type { PairEntry } from "../tables/pair-entry.ts";
import type { EntryComparer } from "./compare-entries.ts";
import type { Effect } from "./rules-diff.ts";

/** Two rule sets and their comparer. */
export interface Comparison {
  readonly before: ConflictRules;
  readonly after: ConflictRules;
  readonly comparer: EntryComparer;
}

/** A change in the streams of one category. */
export interface RowChange {
  readonly committed: TypeSelector;
  readonly effect: Effect;
  readonly before: PairEntry;
  readonly after: PairEntry;
}

/**
 * The changes of an incoming type in the streams of a category. Types that its rules name are compared one by one. All others
 * have the same change, so they are compared once.
 */
export function compareRows(
  { before, after, comparer }: Comparison,
  incoming: string,
  category: string | null,
): readonly RowChange[] {
  const [rowBefore, rowAfter] = [rowOf(before, incoming, category), rowOf(after, incoming, category)];
  if (isSameRow(rowBefore, rowAfter, comparer)) return [];
  const changeWith = (committed: TypeName, selector: TypeSelector): readonly RowChange[] => {
    const [was, is] = [rowBefore.entryWith(committed), rowAfter.entryWith(committed)];
    const effect = comparer.effectOf(was, is);
    return effect === null ? [] : [{ committed: selector, effect, before: was, after: is }];
  };
  const isAsOthers = (committed: string): boolean =>
    [rowBefore, rowAfter].every(
      ({ entryWith }) => comparer.keyOf(entryWith(committed)) === comparer.keyOf(entryWith(ANY_OTHER_TYPE)),
    );
  const apart = [...new Set([...rowBefore.named, ...rowAfter.named])]
    .filter((committed) => !isAsOthers(committed))
    .toSorted();
  return [
    ...apart.flatMap((committed) => changeWith(committed, { type: committed })),
    ...changeWith(ANY_OTHER_TYPE, { anythingExcept: apart }),
  ];
}

/** Whether the rules are the same, regardless of their location. */
function isSameRow(
  { rules: before }: TableRow,
  { rules: after }: TableRow,
  { ruleKey }: EntryComparer,
): boolean {
  if (!before || !after) return before === after;
  const known = new Set(before.map(ruleKey));
  const others = new Set(after.map(ruleKey));
  return known.size === others.size && [...known].every((key) => others.has(key));
}
