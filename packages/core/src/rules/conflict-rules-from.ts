/** From declarations to the registry: checked, brought into canonical order, frozen. */

import { InvalidRulesError } from "../errors/invalid-rules-error.ts";
import { canonicalKey, compareText, ruleSetOf, subjectKey } from "./canonical-form.ts";
import {
  markConflictRules,
  type ConflictRule,
  type ConflictRules,
  type Registration,
  type RuleSet,
} from "./conflict-rules.ts";
import { findContradictions } from "./contradictions.ts";
import type { Comparison, RuleDeclaration } from "./declaration.ts";
import type { TypeSelector } from "./matcher.ts";
import { readDeclarations } from "./read-declarations.ts";
import type { RuleProblem } from "./rule-problem.ts";

/** What else is known of rules. */
export interface ConflictRulesOptions {
  /** The fingerprint that they had when they were written down as data. */
  readonly fingerprint?: string | undefined;
}

/**
 * Builds the registry from declarations, as a compiler of rule files does. For rules written by hand
 * `defineConflictRules` is more convenient. The order of the declarations never matters.
 *
 * @throws InvalidRulesError (code `invalid-rules`) with every problem found: malformed declarations, contradictions, or
 * rules that are no longer those of the fingerprint.
 *
 * @example
 * ```ts
 * const rules = conflictRulesFrom([
 *   { incoming: { type: "NotePinned" }, conflictsWith: [{ type: "NotePinned" }] },
 *   { incoming: { type: "MeetingNoteAdded" }, conflictsWith: [] },
 * ]);
 * ```
 */
export function conflictRulesFrom(
  input: readonly RuleDeclaration[],
  { fingerprint }: ConflictRulesOptions = {},
): ConflictRules {
  const { declarations, problems } = readDeclarations(input);
  if (problems.length > 0) throw new InvalidRulesError(problems);
  const contradictions = findContradictions(declarations);
  if (contradictions.length > 0) throw new InvalidRulesError(contradictions);

  const registrations = registrationsOf(declarations);
  const rules = canonicalRules(declarations.flatMap(rulesOf));
  const ruleSet = ruleSetOf(registrations, rules);
  if (fingerprint !== undefined && fingerprint !== ruleSet.fingerprint) {
    throw new InvalidRulesError([otherFingerprint(fingerprint, ruleSet)]);
  }
  return deepFreeze(markConflictRules({ ...ruleSet, registrations, rules }));
}

function otherFingerprint(expected: string, { fingerprint }: RuleSet): RuleProblem {
  const message = `the rules have the fingerprint ${fingerprint}, not ${expected}: somebody changed them after they were built; build them again`;
  return { kind: "other-fingerprint", message, declarations: [], sources: [] };
}

function registrationsOf(declarations: readonly RuleDeclaration[]): readonly Registration[] {
  const bySubject = new Map<string, Registration>();
  for (const { incoming, category = null, reason = null, source = null } of declarations) {
    if (!("type" in incoming)) continue;
    const key = subjectKey({ incoming, category });
    const registration = { type: incoming.type, category, reason, source };
    const known = bySubject.get(key);
    if (!known || comesBefore(registration, known)) bySubject.set(key, registration);
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
    source: declaration.source ?? null,
  }));
}

/** Sorted, and each rule once. Of rules with a predicate all stay: two predicates can look the same as data. */
function canonicalRules(rules: readonly ConflictRule[]): readonly ConflictRule[] {
  const byKey = new Map<string, Map<ConflictRule["conflictsWhen"], ConflictRule>>();
  for (const rule of rules) {
    const key = canonicalKey(rule);
    const same = byKey.get(key) ?? new Map<ConflictRule["conflictsWhen"], ConflictRule>();
    const known = same.get(rule.conflictsWhen);
    if (!known || comesBefore(rule, known)) same.set(rule.conflictsWhen, rule);
    byKey.set(key, same);
  }
  return sortedByKey(byKey).flatMap((same) => [...same.values()]);
}

/** What is told of a declaration besides what it means. */
type Told = Pick<ConflictRule, "reason" | "source">;

const NOWHERE = { file: "", line: 0, column: 0 };

/** Where the same is declared twice, it is told from the first place, whatever the order of the declarations. */
function comesBefore(one: Told, other: Told): boolean {
  const [here, there] = [one.source ?? NOWHERE, other.source ?? NOWHERE];
  const order =
    compareText(here.file, there.file) ||
    here.line - there.line ||
    here.column - there.column ||
    compareText(one.reason ?? "", other.reason ?? "");
  return order < 0;
}

function canonicalSelector(selector: TypeSelector): TypeSelector {
  return "type" in selector
    ? selector
    : { anythingExcept: [...new Set(selector.anythingExcept)].toSorted(compareText) };
}

function canonicalComparisons(comparisons: readonly Comparison[]): readonly Comparison[] {
  return sortedByKey(new Map(comparisons.map((comparison) => [JSON.stringify(comparison), comparison])));
}

function sortedByKey<Value>(byKey: ReadonlyMap<string, Value>): Value[] {
  return [...byKey].toSorted(([left], [right]) => compareText(left, right)).map(([, value]) => value);
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
