/** From declarations to the registry: checked, brought into canonical order, frozen. */

import { InvalidRulesError } from "../errors/invalid-rules-error.ts";
import { canonicalKey, compareText, ruleSetOf, subjectKey } from "./canonical-form.ts";
import { findContradictions } from "./contradictions.ts";
import type { ConflictRule, ConflictRules, Registration } from "./conflict-rules.ts";
import type { Comparison, RuleDeclaration } from "./declaration.ts";
import { findMalformed } from "./malformed.ts";
import type { TypeSelector } from "./matcher.ts";

/**
 * Builds the registry from declarations, as a compiler of rule files does. For rules written by hand
 * `defineConflictRules` is more convenient. The order of the declarations never matters.
 *
 * @throws InvalidRulesError (code `invalid-rules`) with every problem found: malformed declarations, or contradictions.
 *
 * @example
 * ```ts
 * const rules = conflictRulesFrom([
 *   { incoming: { type: "NotePinned" }, conflictsWith: [{ type: "NotePinned" }] },
 *   { incoming: { type: "MeetingNoteAdded" }, conflictsWith: [] },
 * ]);
 * ```
 */
export function conflictRulesFrom(declarations: readonly RuleDeclaration[]): ConflictRules {
  const malformed = findMalformed(declarations);
  if (malformed.length > 0) throw new InvalidRulesError(malformed);
  const contradictions = findContradictions(declarations);
  if (contradictions.length > 0) throw new InvalidRulesError(contradictions);

  const registrations = registrationsOf(declarations);
  const rules = canonicalRules(declarations.flatMap(rulesOf));
  return deepFreeze({ ...ruleSetOf(registrations, rules), registrations, rules });
}

function registrationsOf(declarations: readonly RuleDeclaration[]): readonly Registration[] {
  const bySubject = new Map<string, Registration>();
  for (const { incoming, category = null } of declarations) {
    if (!("type" in incoming)) continue;
    bySubject.set(subjectKey({ incoming, category }), { type: incoming.type, category });
  }
  return sortedByKey(bySubject);
}

function rulesOf(declaration: RuleDeclaration): readonly ConflictRule[] {
  return declaration.conflictsWith.map((committed) => ({
    incoming: canonicalSelector(declaration.incoming),
    committed: canonicalSelector(committed),
    category: declaration.category ?? null,
    when: canonicalComparisons(declaration.when ?? []),
    conflictsWhen: declaration.conflictsWhen ?? null,
    reason: declaration.reason ?? null,
    source: declaration.source ? { ...declaration.source } : null,
  }));
}

/** Sorted, and each rule once. Of rules with a predicate all stay: two predicates can look the same as data. */
function canonicalRules(rules: readonly ConflictRule[]): readonly ConflictRule[] {
  const byKey = new Map<string, ConflictRule[]>();
  for (const rule of rules) {
    const key = canonicalKey(rule);
    const same = byKey.get(key);
    if (!same) byKey.set(key, [rule]);
    else if (same.every(({ conflictsWhen }) => conflictsWhen !== rule.conflictsWhen)) same.push(rule);
  }
  return sortedByKey(byKey).flat();
}

function canonicalSelector(selector: TypeSelector): TypeSelector {
  return "type" in selector
    ? { type: selector.type }
    : { anythingExcept: [...new Set(selector.anythingExcept)].toSorted(compareText) };
}

function canonicalComparisons(comparisons: readonly Comparison[]): readonly Comparison[] {
  const byKey = new Map<string, Comparison>();
  for (const { mine, operator, theirs } of comparisons) {
    const comparison = { mine: [...mine], operator, theirs: [...theirs] };
    byKey.set(JSON.stringify(comparison), comparison);
  }
  return sortedByKey(byKey);
}

function sortedByKey<Value>(byKey: ReadonlyMap<string, Value>): Value[] {
  return [...byKey].toSorted(([left], [right]) => compareText(left, right)).map(([, value]) => value);
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
