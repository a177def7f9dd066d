/** Claims about the fields of two payloads, and whether they can be true together. */

import type { Comparison } from "./declaration.ts";
import type { FieldPath } from "./matcher.ts";

/** The claim that both fields of a comparison exist, and that they are equal or not. */
export interface Claim {
  readonly mine: FieldPath;
  readonly theirs: FieldPath;
  readonly areEqual: boolean;
}

/** The claim under which a comparison fails. */
export function claimAgainst({ mine, operator, theirs }: Comparison): Claim {
  return { mine, theirs, areEqual: operator === "!=" };
}

/** Whether payloads exist for which all claims are true and all comparisons hold. */
export function arePossible(claims: readonly Claim[], holds: readonly Comparison[]): boolean {
  const mine = new Map(claims.map((claim) => [keyOf(claim.mine), claim.mine]));
  const theirs = new Map(claims.map((claim) => [keyOf(claim.theirs), claim.theirs]));
  if (oneIsBelowAnother(mine) || oneIsBelowAnother(theirs)) return false;
  // A comparison is exact if both of its fields exist; otherwise it holds.
  const exact = holds.filter(
    (comparison) => mine.has(keyOf(comparison.mine)) && theirs.has(keyOf(comparison.theirs)),
  );
  return areConsistent([
    ...claims,
    ...exact.map((comparison) => ({ ...comparison, areEqual: comparison.operator === "=" })),
  ]);
}

/** A field with fields below it is an object, so it is in doubt. */
function oneIsBelowAnother(fields: ReadonlyMap<string, FieldPath>): boolean {
  for (const path of fields.values()) {
    for (let length = 1; length < path.length; length++) {
      if (fields.has(JSON.stringify(path.slice(0, length)))) return true;
    }
  }
  return false;
}

/** Whether no two fields are both equal and unequal. */
function areConsistent(claims: readonly Claim[]): boolean {
  const parents = new Map<string, string>();
  const rootOf = (field: string): string => {
    let root = field;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  };
  const rootsOf = ({ mine, theirs }: Claim): readonly [string, string] => [
    rootOf(`mine ${keyOf(mine)}`),
    rootOf(`theirs ${keyOf(theirs)}`),
  ];
  for (const claim of claims) {
    const [left, right] = rootsOf(claim);
    if (claim.areEqual && left !== right) parents.set(left, right);
  }
  return claims.every((claim) => {
    const [left, right] = rootsOf(claim);
    return claim.areEqual || left !== right;
  });
}

const keys = new WeakMap<FieldPath, string>();

/** A key for a field, computed once for each field of a rule. */
function keyOf(path: FieldPath): string {
  let key = keys.get(path);
  if (key === undefined) keys.set(path, (key = JSON.stringify(path)));
  return key;
}
