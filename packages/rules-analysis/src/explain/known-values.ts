/**
 * What is known of one payload, in terms of comparisons, so that one way to reason about conditions is enough: a value that
 * is known is a field of its own, the same for all fields that hold it, and unequal to the fields of other values.
 */

import type { ComparableScalar, FieldPath, Comparison, Conjunction } from "@truce/core/rules";
import type { ExplainedComparison, FieldReading } from "./explanation.ts";

/** A comparison in which known fields are replaced by fields for their values. */
export function byValue({ comparison, mine, theirs }: ExplainedComparison): Comparison {
  return {
    ...comparison,
    mine: mine.kind === "value" ? fieldOf(mine.value) : comparison.mine,
    theirs: theirs.kind === "value" ? fieldOf(theirs.value) : comparison.theirs,
  };
}

/** What fails of the values in some comparisons, whatever else there is: that one is not itself, and that one is another. */
export function failuresOfValues(comparisons: readonly ExplainedComparison[]): readonly Conjunction[] {
  const fields = new Map(
    comparisons.flatMap(({ mine, theirs }) =>
      [mine, theirs].filter(isValue).map(({ value }) => [keyOf(value), fieldOf(value)] as const),
    ),
  );
  const all = [...fields.values()];
  return all.flatMap((mine, index) =>
    all.slice(index).map((theirs, distance) => {
      const operator = distance === 0 ? ("!=" as const) : ("=" as const);
      return { when: [{ mine, operator, theirs }], conflictsWhen: null };
    }),
  );
}

function isValue(reading: FieldReading): reading is Extract<FieldReading, { kind: "value" }> {
  return reading.kind === "value";
}

/** Distinct from all fields in rules, because their keys cannot contain U+0000. */
function fieldOf(value: ComparableScalar): FieldPath {
  return [`\0${keyOf(value)}`];
}

function keyOf(value: ComparableScalar): string {
  return `${typeof value} ${value}`;
}
