/** From declarations to the registry: checked, brought into canonical order, frozen. */

import { InvalidRulesError } from "./invalid-rules-error.ts";
import { ruleSetOf } from "./canonical-form.ts";
import { canonicalRules, type SubjectRules } from "./canonical-rules.ts";
import { markConflictRules, type ConflictRules, type Registration, type RuleSet } from "./conflict-rules.ts";
import { findContradictions } from "./contradictions.ts";
import type { RuleDeclaration } from "./declaration.ts";
import { readDeclarations } from "./read-declarations.ts";
import type { RuleProblem } from "./rule-problem.ts";
import { subjectsOf } from "./subjects.ts";

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
  const subjects = subjectsOf(declarations);
  const contradictions = findContradictions(declarations, subjects);
  if (contradictions.length > 0) throw new InvalidRulesError(contradictions);

  const canonical = canonicalRules(subjects);
  const ruleSet = ruleSetOf(canonical);
  if (fingerprint !== undefined && fingerprint !== ruleSet.fingerprint) {
    throw new InvalidRulesError([otherFingerprint(fingerprint, ruleSet)]);
  }
  const registrations = Object.freeze(registrationsOf(canonical));
  const rules = Object.freeze(canonical.flatMap((subject) => subject.rules));
  // INVARIANT: what they hold is frozen where it is made, so nobody can change a registry.
  return Object.freeze(markConflictRules({ ...ruleSet, registrations, rules }));
}

function otherFingerprint(expected: string, { fingerprint }: RuleSet): RuleProblem {
  const message = `the rules have the fingerprint ${fingerprint}, not ${expected}: somebody changed them after they were built; build them again`;
  return { kind: "other-fingerprint", message, declarations: [], sources: [] };
}

function registrationsOf(subjects: readonly SubjectRules[]): readonly Registration[] {
  const registrations: Registration[] = [];
  for (const { incoming, category, told } of subjects) {
    if (!("type" in incoming)) continue;
    const { reason, source } = told;
    registrations.push(Object.freeze({ type: incoming.type, category, reason, source }));
  }
  return registrations;
}
