/** Builds the registry from declarations: it checks them, sorts them into canonical order, and freezes the result. */

import { InvalidRulesError } from "./invalid-rules-error.ts";
import { ruleSetOf } from "./canonical-form.ts";
import { canonicalRules, type SubjectRules } from "./canonical-rules.ts";
import { markConflictRules, type ConflictRules, type Registration, type RuleSet } from "./conflict-rules.ts";
import { findContradictions } from "./contradictions.ts";
import type { RuleDeclaration } from "./declaration.ts";
import { readDeclarations } from "./read-declarations.ts";
import type { RuleProblem } from "./rule-problem.ts";
import { subjectsOf, type Subjects } from "./subjects.ts";

/** The options of `conflictRulesFrom`. */
export interface ConflictRulesOptions {
  /** The fingerprint that the rules had when they were written as data. */
  readonly fingerprint?: string | undefined;
}

/**
 * Builds the registry from declarations. Compilers of rule files use it; for rules written by hand
 * `defineConflictRules` is more convenient. The order of the declarations does not matter.
 *
 * @throws InvalidRulesError (code `invalid-rules`) with every problem found: malformed declarations, contradictions, or
 * a fingerprint that is not that of the rules.
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
  declarations: readonly RuleDeclaration[],
  options?: ConflictRulesOptions,
): ConflictRules {
  return checkDeclarations(declarations).toRules(options);
}

/**
 * Builds the registry from declarations that were made from the rules of another registry. They are not checked for
 * contradictions: rules that do not contradict each other may seem to after their comparisons were weakened.
 */
export function conflictRulesOf(declarations: readonly RuleDeclaration[]): ConflictRules {
  const { declarations: read, problems: malformed } = readDeclarations(declarations);
  if (malformed.length > 0) throw new InvalidRulesError(malformed);
  return rulesOf(subjectsOf(read));
}

/** The problems of declarations, and their registry if there are none. */
export interface CheckedDeclarations {
  /** Malformed declarations, then contradictions; each in the order of the declarations. */
  readonly problems: readonly RuleProblem[];
  /**
   * Builds the registry.
   *
   * @throws InvalidRulesError (code `invalid-rules`) if there is a problem.
   */
  readonly toRules: (options?: ConflictRulesOptions) => ConflictRules;
}

/**
 * Checks declarations without throwing, for tools that report the problems themselves, at the places that they know.
 *
 * @param options.isWhole - False if declarations are missing because they could not be read. No contradiction is then
 * reported that a missing declaration might resolve.
 *
 * @example
 * ```ts
 * const { problems } = checkDeclarations([{ incoming: { type: "NotePinned" }, conflictsWith: [] }]);
 * ```
 */
export function checkDeclarations(
  input: readonly RuleDeclaration[],
  { isWhole = true }: { readonly isWhole?: boolean } = {},
): CheckedDeclarations {
  const { declarations, problems: malformed } = readDeclarations(input);
  const isMalformed = new Set(malformed.flatMap((problem) => problem.declarations));
  const wellFormed =
    malformed.length === 0 ? declarations : declarations.filter(({ index }) => !isMalformed.has(index));
  const subjects = subjectsOf(wellFormed);
  const problems = [
    ...malformed,
    ...findContradictions(wellFormed, subjects, isWhole && malformed.length === 0),
  ];
  return {
    problems,
    toRules(options) {
      if (problems.length > 0) throw new InvalidRulesError(problems);
      return rulesOf(subjects, options);
    },
  };
}

function rulesOf(subjects: Subjects, { fingerprint }: ConflictRulesOptions = {}): ConflictRules {
  const canonical = canonicalRules(subjects);
  const ruleSet = ruleSetOf(canonical);
  if (fingerprint !== undefined && fingerprint !== ruleSet.fingerprint) {
    throw new InvalidRulesError([otherFingerprint(fingerprint, ruleSet)]);
  }
  const registrations = Object.freeze(registrationsOf(canonical));
  const rules = Object.freeze(canonical.flatMap((subject) => subject.rules));
  // INVARIANT: every part was frozen when it was created, so the registry cannot be changed.
  return Object.freeze(markConflictRules({ ...ruleSet, registrations, rules }));
}

function otherFingerprint(expected: string, { fingerprint }: RuleSet): RuleProblem {
  const message = `the rules have the fingerprint ${fingerprint}, not ${expected}: they were changed after they were built; build them again`;
  return { kind: "other-fingerprint", message, types: [], declarations: [], sources: [] };
}

function registrationsOf(subjects: readonly SubjectRules[]): readonly Registration[] {
  const registrations: Registration[] = [];
  for (const { incoming, category, attribution } of subjects) {
    if (!("type" in incoming)) continue;
    const { reason, source } = attribution;
    registrations.push(Object.freeze({ type: incoming.type, category, reason, source }));
  }
  return registrations;
}
