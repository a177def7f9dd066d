/**
 * Decides exactly what conditions imply: whether there are two payloads for which some comparisons hold and others fail.
 *
 * A comparison fails only if both of its fields hold comparable scalars; otherwise it holds. So each failing comparison is a
 * constraint: its two fields are present, and are equal or unequal. A field without a constraint may be missing, and then
 * every comparison with it holds. It remains to check that the constraints can be satisfied together: a field with a scalar
 * has no fields inside it, and equality is an equivalence. There are always enough different scalars.
 */

import type { Comparison, ConflictPredicate } from "./declaration.ts";
import { arePossible, constraintAgainst, type FieldConstraint } from "./field-constraints.ts";

/** The condition of a conflict: all comparisons hold, and the predicate returns true. */
export interface Conjunction {
  /** The comparisons, which must all hold. */
  readonly when: readonly Comparison[];
  /** The predicate; null if there is none. */
  readonly conflictsWhen: ConflictPredicate | null;
}

/** Whether such payloads exist. `perhaps`: it depends on a predicate, or the budget is used up. */
export type Answer = "yes" | "no" | "perhaps";

/** A budget, counted in comparisons. Each search uses up a part of it. */
export interface Effort {
  /** The number of comparisons that may still be looked at. */
  left: number;
}

/** The budget of one question: far more than readable rules need, but small enough for many questions. */
const MAX_EFFORT = 10_000;

/**
 * Whether payloads exist for which `holds` holds and each of `fails` fails.
 *
 * @param budget - A budget shared by several questions.
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
  // The result of a predicate is unknown, but the same predicate has the same result for the same payloads.
  const byPredicates = search(
    holds,
    shortestFirst,
    effort,
    ({ conflictsWhen }) => conflictsWhen !== null && conflictsWhen !== holds.conflictsWhen,
  );
  return byPredicates === "none" ? "no" : "perhaps";
}

/** Tries every way in which all of `fails` can fail. */
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

/** Whether `wider` obviously holds whenever `narrower` does: all its parts are in `narrower`. */
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
