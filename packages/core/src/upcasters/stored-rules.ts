/**
 * Conflict rules over stored types.
 *
 * Rules name today's types and fields, but the storage compares committed events as they were stored. So the rules are
 * translated once. Everything that works on the log keeps working on the log: matchers, indexes, provenance, audits.
 */

import type { ConflictRule, ConflictRules } from "../rules/conflict-rules.ts";
import { conflictRulesOf } from "../rules/conflict-rules-from.ts";
import type { Comparison, RuleDeclaration } from "../rules/declaration.ts";
import { selectsType, type TypeSelector } from "../rules/matcher.ts";
import { typesIn } from "../rules/names-in-rules.ts";
import { InvalidUpcastersError } from "./invalid-upcasters-error.ts";
import {
  staleTypeProblem,
  storedPlace,
  storedTypeOf,
  type StoredFields,
  type Upcasters,
} from "./upcasters.ts";

/** Which stored events a rule is about. */
export interface StoredTarget {
  readonly committed: TypeSelector;
  readonly when: readonly Comparison[];
}

/**
 * The rules in terms of stored types, as they are recorded with each append. They conflict with every stored event that
 * today's rules conflict with after it is upcast, and with some more: if the stored place of a compared field is not known,
 * the comparison is in doubt.
 *
 * A predicate sees only upcast events. Here a rule with a predicate has one that always returns true.
 *
 * @throws InvalidUpcastersError (code `invalid-upcasters`) if a rule names a stored type that is not one of today's types.
 *
 * @example
 * ```ts
 * const forIndexes = storedRules(rules, upcasters);
 * ```
 */
export function storedRules(rules: ConflictRules, upcasters: Upcasters): ConflictRules {
  const problems = typesIn(rules).flatMap((type) => staleTypeProblem(upcasters, type) ?? []);
  if (problems.length > 0) {
    throw new InvalidUpcastersError(problems.map((problem) => `a name in the conflict rules ${problem}`));
  }
  const declarations: readonly RuleDeclaration[] = [
    ...rules.registrations.map(({ type, category, reason, source }) => ({
      ...attributed(reason, source),
      incoming: { type: storedTypeOf(upcasters, type) },
      category,
      conflictsWith: [],
    })),
    ...rules.rules.flatMap((rule) => declarationsOf(rule, upcasters)),
  ];
  return conflictRulesOf(declarations);
}

function declarationsOf(rule: ConflictRule, upcasters: Upcasters): readonly RuleDeclaration[] {
  const { incoming, category, conflictsWhen, reason, source } = rule;
  return storedTargets(rule, upcasters).map(({ committed, when }) => ({
    ...attributed(reason, source),
    incoming: incomingSelector(incoming, upcasters),
    category,
    conflictsWith: [committed],
    when,
    ...(conflictsWhen && { conflictsWhen: perhaps }),
  }));
}

/** The stored events that a rule is about. One of these targets holds for every stored event that the rule can conflict with. */
export function storedTargets(
  { committed, when }: Pick<ConflictRule, "committed" | "when">,
  { storedTypes }: Upcasters,
): readonly StoredTarget[] {
  /** Stored types that are selected together with all types that are read as they are. */
  const together = new Set<string>();
  const targets: StoredTarget[] = [];
  for (const { type, outcomes } of storedTypes.values()) {
    for (const [outcome, fields] of outcomes) {
      if (!selectsType(committed, outcome)) continue;
      const stored = storedConditions(when, fields);
      if ("anythingExcept" in committed && isSame(stored, when)) together.add(type);
      else targets.push({ committed: { type }, when: stored });
    }
  }
  if ("type" in committed) {
    return storedTypes.has(committed.type) ? targets : [{ committed, when }, ...targets];
  }
  const excepted = [
    ...committed.anythingExcept.filter((type) => !storedTypes.has(type)),
    ...[...storedTypes.keys()].filter((type) => !together.has(type)),
  ];
  return [{ committed: { anythingExcept: excepted }, when }, ...targets];
}

/** A comparison with a field whose stored place is not known is left out: it is in doubt. */
function storedConditions(when: readonly Comparison[], fields: StoredFields): readonly Comparison[] {
  return when.flatMap((comparison) => {
    const theirs = storedPlace(fields, comparison.theirs);
    return theirs ? { ...comparison, theirs } : [];
  });
}

function isSame(stored: readonly Comparison[], when: readonly Comparison[]): boolean {
  return JSON.stringify(stored) === JSON.stringify(when);
}

/** An incoming event always has one of today's types, so it is stored under one name. */
function incomingSelector(selector: TypeSelector, upcasters: Upcasters): TypeSelector {
  return "type" in selector
    ? { type: storedTypeOf(upcasters, selector.type) }
    : { anythingExcept: selector.anythingExcept.map((type) => storedTypeOf(upcasters, type)) };
}

function attributed(
  reason: string | null,
  source: ConflictRule["source"],
): Pick<RuleDeclaration, "reason" | "source"> {
  return { ...(reason !== null && { reason }), ...(source && { source }) };
}

function perhaps(): boolean {
  return true;
}
