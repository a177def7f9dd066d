/** From checked rules to the registry: the same value that `defineConflictRules` makes. */

import type { ConflictRules } from "@truce/core";
import type { CheckOptions } from "./checking/check-options.ts";
import { analyse } from "./checking/checker.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostics.ts";
import { InvalidConflictsFileError } from "./diagnostics/invalid-conflicts-file-error.ts";
import type { SourceFile } from "./source/source-text.ts";

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
  const { declarations, events, diagnostics } = analyse(files, options);
  return { rules: hasErrors(diagnostics) ? null : declarations.toRules(), events, diagnostics };
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
