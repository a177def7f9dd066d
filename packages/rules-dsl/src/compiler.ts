/** From checked rules to the registry: the same value that `defineConflictRules` makes. */

import { conflictRulesFrom, type ConflictRules, type RuleDeclaration, type TypeSelector } from "@truce/core";
import type { CheckOptions } from "./checking/check-options.ts";
import { analyse } from "./checking/checker.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostics.ts";
import { InvalidConflictsFileError } from "./diagnostics/invalid-conflicts-file-error.ts";
import type { ResolvedRule } from "./checking/resolve.ts";
import { positionAt, type SourceFile } from "./source/source-text.ts";

/** Rules, or the errors because of which there are none; warnings in either case. */
export interface CompileResult {
  /** Null if there is an error among the diagnostics. */
  readonly rules: ConflictRules | null;
  /** The event types that are declared, by `events` or by the options; those that rules name may be others. */
  readonly events: readonly string[];
  /** Errors and warnings, by file and place. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles the `.conflicts` files of a project to conflict rules. One error, no rules: what is left of a file with an
 * error is never used. It never throws, whatever the texts.
 *
 * @param files - All files of the project, as for `check`; neither their order nor that of their lines changes the rules.
 *
 * @example
 * ```ts
 * const { rules, diagnostics } = compile([{ file: "crm.conflicts", text }]);
 * if (rules === null) console.error(formatDiagnostics(diagnostics, [{ file: "crm.conflicts", text }]));
 * ```
 */
export function compile(files: readonly SourceFile[], options: CheckOptions = {}): CompileResult {
  const { rules, events, diagnostics } = analyse(files, options);
  if (hasErrors(diagnostics)) return { rules: null, events, diagnostics };
  // INVARIANT: the checker finds every contradiction that core refuses, so this never throws.
  return { rules: conflictRulesFrom(rules.flatMap(declarationsOf)), events, diagnostics };
}

/**
 * Compiles the `.conflicts` files of a project, or throws: for programs that cannot go on without rules.
 *
 * @throws InvalidConflictsFileError (code `invalid-conflicts-file`) with every diagnostic, if one of them is an error.
 *
 * @example
 * ```ts
 * const rules = compileOrThrow([{ file: "crm.conflicts", text: "MeetingNoteAdded never conflicts\n" }]);
 * ```
 */
export function compileOrThrow(files: readonly SourceFile[], options: CheckOptions = {}): ConflictRules {
  const { rules, diagnostics } = compile(files, options);
  if (rules === null) throw new InvalidConflictsFileError(diagnostics, files);
  return rules;
}

/** One declaration for each incoming type. All of them are told from the rule, whatever groups it names. */
function declarationsOf(rule: ResolvedRule): readonly RuleDeclaration[] {
  const { file, node, subjects, exceptions } = rule;
  const { line, column } = positionAt(file.lineStarts, node.span.start);
  const source = { file: file.file, line, column };
  const conflictsWith = selectorsOf(rule);
  const incoming: readonly TypeSelector[] = subjects
    ? subjects.map((type) => ({ type }))
    : [{ anythingExcept: exceptions.flatMap(({ types }) => types) }];
  return incoming.map((selector) => ({
    incoming: selector,
    conflictsWith,
    when: rule.when,
    category: rule.category,
    override: node.override !== null,
    reason: node.reason ?? undefined,
    source,
  }));
}

function selectorsOf({ targets: [first, ...others] }: ResolvedRule): readonly TypeSelector[] {
  const selectors = first?.selectors ?? [];
  return others.length === 0 ? selectors : [...selectors, ...others.flatMap((other) => other.selectors)];
}
