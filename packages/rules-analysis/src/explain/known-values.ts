/**
 * Turns known values into conditions, so that the one algorithm for conditions can also use them. Each known value becomes a
 * field: the same field wherever the value occurs, and unequal to the fields of other values.
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

/** The conditions on known values that never hold: that a value is unequal to itself, or equal to another value. */
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
