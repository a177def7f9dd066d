/** The rules that a command is about. */

import type { ConflictRules } from "@truce/core";
import { compile, formatDiagnostics } from "@truce/rules-dsl";
import type { Context } from "../context.ts";
import { FINDINGS } from "../exit-status.ts";
import { count } from "../report/counts.ts";
import { textStyleOf } from "../report/text-style.ts";
import type { ReadProject } from "./read-project.ts";

/**
 * The compiled rules; or null if there are errors. Then the errors are printed on standard error, and the run ends with 1.
 * Warnings are for `truce check`.
 */
export function compileProject(
  { io, errorStyle, end }: Pick<Context, "io" | "errorStyle" | "end">,
  { files, sources, checkOptions }: ReadProject,
): ConflictRules | null {
  const { rules, diagnostics } = compile(files, checkOptions);
  if (rules !== null) return rules;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  io.stderr.write(formatDiagnostics(errors, sources, { style: textStyleOf(errorStyle) }));
  io.stderr.write(`\n${count(errors.length, "error")}: there are no rules as long as there are errors\n`);
  end(FINDINGS);
  return null;
}
