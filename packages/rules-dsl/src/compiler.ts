/** Compiles `.conflicts` files to conflict rules, the same value that `defineConflictRules` returns. */

import type { ConflictRules } from "@truce/core";
import type { CheckOptions } from "./checking/check-options.ts";
import { analyse } from "./checking/checker.ts";
import { hasErrors, type Diagnostic } from "./diagnostics/diagnostics.ts";
import { InvalidConflictsFileError } from "./diagnostics/invalid-conflicts-file-error.ts";
import type { SourceFile } from "./source/source-text.ts";

/** The result of compiling a project. */
export interface CompileResult {
  /** Null if one of the diagnostics is an error. */
  readonly rules: ConflictRules | null;
  /** The event types declared by `events` or by the options. Rules may name others if nothing is declared. */
  readonly events: readonly string[];
  /** Errors and warnings, by file and place. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles the `.conflicts` files of a project to conflict rules. If there is an error in any file, there are no rules.
 * Never throws because of a text.
 *
 * @param files - All files of the project, as for `check`. The order of files and of lines does not change the rules.
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
 * Compiles the `.conflicts` files of a project, or throws. For programs that cannot continue without rules.
 *
 * @throws InvalidConflictsFileError (code `invalid-conflicts-file`) with all diagnostics, if one of them is an error.
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
