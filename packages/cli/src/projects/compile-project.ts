/** The rules that a command is about. */

import type { ConflictRules } from "@truce/core";
import { compile, formatDiagnostics } from "@truce/rules-dsl";
import type { Context } from "../context.ts";
import { FINDINGS } from "../exit-status.ts";
import { count } from "../output/counts.ts";
import { textStyleOf } from "../output/text-style.ts";
import type { ReadProject } from "./read-project.ts";

/** Rules, and the event types that the files or the event list declare. */
export interface CompiledProject {
  readonly rules: ConflictRules;
  readonly events: readonly string[];
}

/**
 * Compiles the rules. If they have errors, the errors are printed on standard error, the run ends with 1, and the result is
 * null. Warnings are for `truce check`.
 */
export function compileProject(
  { io, errorStyle, end }: Pick<Context, "io" | "errorStyle" | "end">,
  { files, sources, checkOptions }: ReadProject,
): CompiledProject | null {
  const { rules, events, diagnostics } = compile(files, checkOptions);
  if (rules !== null) return { rules, events };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  io.stderr.write(formatDiagnostics(errors, sources, { style: textStyleOf(errorStyle) }));
  io.stderr.write(
    `\n${count(errors.length, "error")}: the rules do not compile until all errors are fixed\n`,
  );
  end(FINDINGS);
  return null;
}
