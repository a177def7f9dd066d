/** Applies the fixes of diagnostics until none is left. */

import type { Diagnostic, TextEdit } from "../diagnostics/diagnostics.ts";
import type { SourceFile } from "../source/source-text.ts";
import { applyEdits } from "./apply-edits.ts";
import type { CheckOptions } from "./check-options.ts";
import { check } from "./checker.ts";

/** A fix can reveal further problems. After this many rounds, the fixes probably undo each other. */
const MAX_ROUNDS = 10;

/** Files after fixing. */
export interface FixedFiles {
  /** All files with their new texts, in the given order. */
  readonly files: readonly SourceFile[];
  /** The number of problems that were fixed, for each file that has changed. */
  readonly fixed: ReadonlyMap<string, number>;
}

/**
 * Applies every fix that a check of these files finds, checks the result, and repeats this until nothing is left to fix.
 * Imported files are read, but never changed.
 *
 * @param only - The name of the only file to change. Without it, all files.
 */
export function fixAll(files: readonly SourceFile[], options: CheckOptions, only?: string): FixedFiles {
  const fixed = new Map<string, number>();
  let current = files;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits = editsByFile(check(current, options));
    const next = current.map((source) => {
      if (only !== undefined && source.file !== only) return source;
      const { text, applied } = applyEdits(source.text, edits.get(source.file) ?? []);
      if (applied > 0) fixed.set(source.file, (fixed.get(source.file) ?? 0) + applied);
      return applied > 0 ? { ...source, text } : source;
    });
    if (next.every((source, index) => source === current[index])) break;
    current = next;
  }
  return { files: current, fixed };
}

function editsByFile(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly TextEdit[]> {
  const edits = new Map<string, TextEdit[]>();
  for (const { file, fix } of diagnostics) {
    if (fix === null) continue;
    const others = edits.get(file);
    if (others) others.push(fix);
    else edits.set(file, [fix]);
  }
  return edits;
}
