/**
 * What conditions imply, exactly: whether there are two payloads for which some comparisons hold and others fail.
 *
 * A comparison fails only if both of its fields hold comparable scalars; in doubt it holds. So whoever wants one to fail
 * claims that its two fields are there, and are equal or unequal. A field of which nothing is claimed may be missing, and
 * then everything that is compared with it holds. It remains to see whether the claims can be true together: a field that
 * is there has no fields below it, and equality is an equivalence. Of scalars there are as many as one likes.
 */

import type { Comparison, ConflictPredicate, FieldPath } from "@truce/core";

/** What must hold together for a conflict: comparisons, and a predicate that nobody can look into. */
export interface Conjunction {
  /** All must hold. */
  readonly when: readonly Comparison[];
  /** Must say so too; null where there is none. */
  readonly conflictsWhen: ConflictPredicate | null;
}

/** Whether there are such payloads. `perhaps`: a predicate decides, or there are too many ways to try them all. */
export type Answer = "yes" | "no" | "perhaps";

/** How many claims are tried: rules that a person can read need a dozen. */
const MAX_STEPS = 2_000;

/** Whether there are payloads for which `holds` holds and each of `fails` fails. */
export function canHoldWithout(holds: Conjunction, fails: readonly Conjunction[]): Answer {
  if (fails.some((other) => implies(holds, other))) return "no";
  const shortestFirst = fails.toSorted((one, other) => one.when.length - other.when.length);
  const byData = search(holds, shortestFirst, () => false);
  if (byData === "found" && holds.conflictsWhen === null) return "yes";
  if (byData !== "none") return "perhaps";
  // What a predicate says of payloads is not known, except that it says the same of the same payloads.
  const byPredicates = search(
    holds,
    shortestFirst,
    ({ conflictsWhen }) => conflictsWhen !== null && conflictsWhen !== holds.conflictsWhen,
  );
  return byPredicates === "none" ? "no" : "perhaps";
}

/** Whether the one holds wherever the other does, as far as can be seen at a glance. */
export function implies(narrower: Conjunction, wider: Conjunction): boolean {
  if (wider.conflictsWhen !== null && wider.conflictsWhen !== narrower.conflictsWhen) return false;
  const known = new Set(narrower.when.map(comparisonKey));
  return wider.when.every((comparison) => known.has(comparisonKey(comparison)));
}

/** A text by which comparisons are told apart. */
function comparisonKey({ mine, operator, theirs }: Comparison): string {
  return JSON.stringify([mine, operator, theirs]);
}

/** That both fields of a comparison are there, and whether they are equal. */
interface Claim {
  readonly mine: FieldPath;
  readonly theirs: FieldPath;
  readonly areEqual: boolean;
}

/** Tries, one after another, every way in which all of them can fail. */
function search(
  holds: Conjunction,
  fails: readonly Conjunction[],
  canFailAlone: (other: Conjunction) => boolean,
): "found" | "none" | "given-up" {
  let steps = 0;
  const tryFrom = (index: number, claims: readonly Claim[]): boolean => {
    if (++steps > MAX_STEPS || !arePossible(claims, holds.when)) return false;
    const other = fails[index];
    if (!other) return true;
    return (
      other.when.some((comparison) => tryFrom(index + 1, [...claims, claimAgainst(comparison)])) ||
      (canFailAlone(other) && tryFrom(index + 1, claims))
    );
  };
  if (tryFrom(0, [])) return "found";
  return steps > MAX_STEPS ? "given-up" : "none";
}

function claimAgainst({ mine, operator, theirs }: Comparison): Claim {
  return { mine, theirs, areEqual: operator === "!=" };
}

/** Whether there are payloads of which all claims are true and for which all comparisons hold. */
function arePossible(claims: readonly Claim[], holds: readonly Comparison[]): boolean {
  const mine = new Map(claims.map((claim) => [JSON.stringify(claim.mine), claim.mine]));
  const theirs = new Map(claims.map((claim) => [JSON.stringify(claim.theirs), claim.theirs]));
  if (oneIsBelowAnother(mine) || oneIsBelowAnother(theirs)) return false;
  // A comparison is exact where both of its fields are there; elsewhere it holds anyway.
  const exact = holds.filter(
    (comparison) =>
      mine.has(JSON.stringify(comparison.mine)) && theirs.has(JSON.stringify(comparison.theirs)),
  );
  return areConsistent([
    ...claims,
    ...exact.map((comparison) => ({ ...comparison, areEqual: comparison.operator === "=" })),
  ]);
}

/** A field with fields below it holds an object, and is in doubt. */
function oneIsBelowAnother(fields: ReadonlyMap<string, FieldPath>): boolean {
  return [...fields.values()].some((path) =>
    path.some((_, length) => length > 0 && fields.has(JSON.stringify(path.slice(0, length)))),
  );
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
    rootOf(`mine ${JSON.stringify(mine)}`),
    rootOf(`theirs ${JSON.stringify(theirs)}`),
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
