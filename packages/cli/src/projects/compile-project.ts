/** Compiles the rules of a project for the commands that need them without errors. */

import type { ConflictRules } from "@truce/core";
import { compile, formatDiagnostics } from "@truce/rules-dsl";
import type { Context } from "../base/context.ts";
import { count } from "../output/words.ts";
import { textStyleOf } from "../output/text-style.ts";
import type { ReadProject } from "./read-project.ts";

/** Rules, and the event types that the files or the event list declare. */
export interface CompiledProject {
  readonly rules: ConflictRules;
  readonly events: readonly string[];
}

/**
 * Compiles the rules. If they have errors, it prints the errors on standard error and returns null. It prints no warnings:
 * `truce check` does.
 */
export function compileProject(
  { io, errorStyle }: Pick<Context, "io" | "errorStyle">,
  { files, sources, checkOptions }: ReadProject,
): CompiledProject | null {
  const { rules, events, diagnostics } = compile(files, checkOptions);
  if (rules !== null) return { rules, events };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  io.stderr.write(formatDiagnostics(errors, sources, { style: textStyleOf(errorStyle) }));
  io.stderr.write(
    `\n${count(errors.length, "error")}: the rules do not compile until all errors are fixed\n`,
  );
  return null;
}
