/**
 * What conditions imply, exactly: whether there are two payloads for which some comparisons hold and others fail.
 *
 * A comparison fails only if both of its fields hold comparable scalars; in doubt it holds. So whoever wants one to fail
 * constraints that its two fields are there, and are equal or unequal. A field of which nothing is claimed may be missing, and
 * then everything that is compared with it holds. It remains to see whether the constraints can be true together: a field that
 * is there has no fields below it, and equality is an equivalence. Of scalars there are as many as one likes.
 */

import type { Comparison, ConflictPredicate } from "./declaration.ts";
import { arePossible, constraintAgainst, type FieldConstraint } from "./field-constraints.ts";

/** What must hold together for a conflict: comparisons, and a predicate that nobody can look into. */
export interface Conjunction {
  /** All must hold. */
  readonly when: readonly Comparison[];
  /** Must say so too; null where there is none. */
  readonly conflictsWhen: ConflictPredicate | null;
}

/** Whether there are such payloads. `perhaps`: a predicate decides, or there are too many ways to try them all. */
export type Answer = "yes" | "no" | "perhaps";

/** How much may still be tried, in comparisons looked at. It is used up. */
export interface Effort {
  /** The number of comparisons that may still be looked at. */
  left: number;
}

/** For one question: far more than rules need that a person can read, and little enough for a program to ask many. */
const MAX_EFFORT = 10_000;

/**
 * Whether there are payloads for which `holds` holds and each of `fails` fails.
 *
 * @param budget - For several questions together.
 */
export function canHoldWithout(
  holds: Conjunction,
  fails: readonly Conjunction[],
  budget: Effort = { left: MAX_EFFORT },
): Answer {
  if (budget.left <= 0) return "perhaps";
  const effort: Effort = { left: Math.min(budget.left, MAX_EFFORT) };
  budget.left -= effort.left;
  const answer = tryToHold(holds, fails, effort);
  budget.left += Math.max(0, effort.left);
  return answer;
}

function tryToHold(holds: Conjunction, fails: readonly Conjunction[], effort: Effort): Answer {
  effort.left -= fails.length;
  if (fails.some((other) => implies(holds, other))) return "no";
  const shortestFirst = fails.toSorted((one, other) => one.when.length - other.when.length);
  const byData = search(holds, shortestFirst, effort, () => false);
  if (byData === "found" && holds.conflictsWhen === null) return "yes";
  if (byData !== "none") return "perhaps";
  // What a predicate says of payloads is not known, except that it says the same of the same payloads.
  const byPredicates = search(
    holds,
    shortestFirst,
    effort,
    ({ conflictsWhen }) => conflictsWhen !== null && conflictsWhen !== holds.conflictsWhen,
  );
  return byPredicates === "none" ? "no" : "perhaps";
}

/** Tries, one after another, every way in which all of them can fail. */
function search(
  holds: Conjunction,
  fails: readonly Conjunction[],
  effort: Effort,
  canFailAlone: (other: Conjunction) => boolean,
): "found" | "none" | "given-up" {
  const tryFrom = (index: number, constraints: readonly FieldConstraint[]): boolean => {
    effort.left -= constraints.length + holds.when.length + 1;
    if (effort.left < 0 || !arePossible(constraints, holds.when)) return false;
    const other = fails[index];
    if (!other) return true;
    return (
      other.when.some((comparison) => tryFrom(index + 1, [...constraints, constraintAgainst(comparison)])) ||
      (canFailAlone(other) && tryFrom(index + 1, constraints))
    );
  };
  if (tryFrom(0, [])) return "found";
  return effort.left < 0 ? "given-up" : "none";
}

/** Whether the one holds wherever the other does, as far as can be seen at a glance. */
export function implies(narrower: Conjunction, wider: Conjunction): boolean {
  if (wider.conflictsWhen !== null && wider.conflictsWhen !== narrower.conflictsWhen) return false;
  return wider.when.every((comparison) => narrower.when.some((known) => isSame(known, comparison)));
}

function isSame(one: Comparison, other: Comparison): boolean {
  return (
    one.operator === other.operator &&
    isSamePath(one.mine, other.mine) &&
    isSamePath(one.theirs, other.theirs)
  );
}

function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, index) => key === other[index]);
}
