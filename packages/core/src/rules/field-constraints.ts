/** Constraints on the fields of two payloads, and whether payloads can satisfy them all. */

import type { Comparison } from "./declaration.ts";
import type { FieldPath } from "./matcher.ts";

/** Both fields of a comparison are present, and are equal or unequal. */
export interface FieldConstraint {
  readonly mine: FieldPath;
  readonly theirs: FieldPath;
  readonly areEqual: boolean;
}

/** The constraint under which a comparison fails. */
export function constraintAgainst({ mine, operator, theirs }: Comparison): FieldConstraint {
  return { mine, theirs, areEqual: operator === "!=" };
}

/** Whether there are payloads that satisfy all constraints and for which all comparisons hold. */
export function arePossible(constraints: readonly FieldConstraint[], holds: readonly Comparison[]): boolean {
  const mine = new Map(constraints.map((constraint) => [keyOf(constraint.mine), constraint.mine]));
  const theirs = new Map(constraints.map((constraint) => [keyOf(constraint.theirs), constraint.theirs]));
  if (oneIsBelowAnother(mine) || oneIsBelowAnother(theirs)) return false;
  // A comparison with a missing field holds anyway, so only those with both fields present matter.
  const exact = holds.filter(
    (comparison) => mine.has(keyOf(comparison.mine)) && theirs.has(keyOf(comparison.theirs)),
  );
  return areConsistent([
    ...constraints,
    ...exact.map((comparison) => ({ ...comparison, areEqual: comparison.operator === "=" })),
  ]);
}

/** Whether one field is inside another. The outer one then holds an object, so its comparisons cannot fail. */
function oneIsBelowAnother(fields: ReadonlyMap<string, FieldPath>): boolean {
  for (const path of fields.values()) {
    for (let length = 1; length < path.length; length++) {
      if (fields.has(JSON.stringify(path.slice(0, length)))) return true;
    }
  }
  return false;
}

/** Whether no two fields have to be both equal and unequal. */
function areConsistent(constraints: readonly FieldConstraint[]): boolean {
  const parents = new Map<string, string>();
  const rootOf = (field: string): string => {
    let root = field;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  };
  const rootsOf = ({ mine, theirs }: FieldConstraint): readonly [string, string] => [
    rootOf(`mine ${keyOf(mine)}`),
    rootOf(`theirs ${keyOf(theirs)}`),
  ];
  for (const constraint of constraints) {
    const [left, right] = rootsOf(constraint);
    if (constraint.areEqual && left !== right) parents.set(left, right);
  }
  return constraints.every((constraint) => {
    const [left, right] = rootsOf(constraint);
    return constraint.areEqual || left !== right;
  });
}

const keys = new WeakMap<FieldPath, string>();

/** A text that identifies a field; computed once for each path. */
function keyOf(path: FieldPath): string {
  let key = keys.get(path);
  if (key === undefined) keys.set(path, (key = JSON.stringify(path)));
  return key;
}
