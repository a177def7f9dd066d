/** Reads the rules that a command is about: from `.conflicts` files, or from a module. */

import type { ConflictRules } from "@truce/core";
import type { SourceFile } from "@truce/rules-dsl";
import { isModule, loadTexts, readEventList } from "@truce/rules-dsl/node";
import { MisuseError } from "../base/failure.ts";
import { compileProject } from "./compile-project.ts";
import { moduleIsAlone } from "./module-is-alone.ts";
import { loadModule } from "./load-module.ts";
import type { Project } from "./projects-for.ts";
import { readProject } from "./read-project.ts";

/** The rules of a project. */
export interface ProjectRules {
  readonly rules: ConflictRules;
  /** The event types that the files or the event list declare. */
  readonly events: readonly string[];
  /** The files with the rules. */
  readonly files: readonly SourceFile[];
}

/**
 * Reads the rules. If `.conflicts` files have errors, it prints the errors on standard error and returns null.
 *
 * @throws UnreadableFilesError if a file cannot be read or a module cannot be loaded, and MisuseError if there are no rules,
 * or rule sets that cannot be merged.
 */
export async function readRules(
  project: Pick<Project, "context" | "events" | "rules">,
  patterns: readonly string[],
): Promise<ProjectRules | null> {
  const { context, events } = project;
  const module = await moduleOf(project, patterns);
  if (module !== null) {
    const { rules, source } = await loadModule(context.root, module);
    const listed = events === undefined ? [] : (await readEventList(context.root, events)).events;
    return { rules, events: listed ?? [], files: [source] };
  }
  const read = await readProject(context, patterns, { events });
  const compiled = compileProject(context, read);
  return compiled && { ...compiled, files: read.files };
}

/**
 * The module that has the rules; null if they are in `.conflicts` files.
 *
 * @throws MisuseError if there are other rules besides it.
 */
export async function moduleOf(
  { context: { root }, rules }: Pick<Project, "context" | "rules">,
  patterns: readonly string[],
): Promise<string | null> {
  const named = patterns.find(isModule);
  if (named !== undefined) {
    if (patterns.length > 1) throw new MisuseError(moduleIsAlone(named));
    return named;
  }
  if (patterns.length > 0 || rules === undefined) return null;
  const [other] = await loadTexts([], { root, ending: ".conflicts" });
  if (other === undefined) return rules;
  throw new MisuseError(
    `the rules of this project are in '${rules}' and also in '${other.file}': rule sets cannot be merged`,
  );
}
