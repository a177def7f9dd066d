/**
 * Decides exactly whether two payloads exist for which some comparisons hold and others fail.
 *
 * A comparison in doubt holds, so it fails only if both of its fields are comparable scalars. For a comparison to fail, its
 * two fields must exist and be equal or unequal: that is a constraint. A field without a constraint may be missing, and then
 * every comparison with it holds. What is left to decide is whether all constraints can be satisfied together. A field that
 * exists has no fields below it, equality is an equivalence relation, and there are enough different scalars.
 */

import type { Comparison, ConflictPredicate } from "./declaration.ts";
import { arePossible, constraintAgainst, type FieldConstraint } from "./field-constraints.ts";

/** What must hold together for a conflict: comparisons, and a predicate, whose meaning is unknown. */
export interface Conjunction {
  /** All of them must hold. */
  readonly when: readonly Comparison[];
  /** It must return true too; null if there is none. */
  readonly conflictsWhen: ConflictPredicate | null;
}

/** Whether such payloads exist. `perhaps`: a predicate decides, or there are too many cases to try. */
export type Answer = "yes" | "no" | "perhaps";

/** A budget for the search. Each search reduces it. */
export interface Effort {
  /** The number of comparisons that may still be looked at. */
  left: number;
}

/** The budget of one question. Rules that a person can read need far less, and a program can still ask many questions. */
const MAX_EFFORT = 10_000;

/**
 * Whether payloads exist for which `holds` holds and each of `fails` fails.
 *
 * @param budget - The budget of several questions together.
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
  // The result of a predicate is unknown, except that it is the same for the same payloads.
  const byPredicates = search(
    holds,
    shortestFirst,
    effort,
    ({ conflictsWhen }) => conflictsWhen !== null && conflictsWhen !== holds.conflictsWhen,
  );
  return byPredicates === "none" ? "no" : "perhaps";
}

/** Tries every way in which all of them can fail, one after another. */
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

/** Whether the wider one is certain to hold if the narrower one holds. False does not mean that it may fail. */
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
