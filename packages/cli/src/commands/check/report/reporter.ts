/** What a reporter gets, and what it returns. */

import type { Diagnostic, SourceFile } from "@truce/rules-dsl";
import type { Context } from "../../../base/context.ts";
import { count } from "../../../output/words.ts";

/** The result of a check. */
export interface Report {
  /** The files that were checked. */
  readonly files: readonly SourceFile[];
  /** The texts that diagnostics may point into. */
  readonly sources: readonly SourceFile[];
  /** The diagnostics to print, in the order of the files. */
  readonly diagnostics: readonly Diagnostic[];
  /** The number of errors, printed or not. */
  readonly errors: number;
  /** The number of warnings, printed or not. */
  readonly warnings: number;
  /** What `--fix` has fixed; null without it. */
  readonly fixed: FixSummary | null;
}

/** What `--fix` has fixed. */
export interface FixSummary {
  /** The number of problems that were fixed. */
  readonly problems: number;
  /** The files that have changed. */
  readonly files: readonly string[];
}

/** Writes a report in one format. */
export type Reporter = (report: Report, context: Context) => string | Promise<string>;

/** `fixed 3 problems in 2 files` */
export function fixedText({ problems, files }: FixSummary): string {
  return `fixed ${count(problems, "problem")} in ${count(files.length, "file")}`;
}
