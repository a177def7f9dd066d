/** The rules as they were: those of a commit, or those of other files. */

import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { ConflictRules } from "@truce/core";
import { compile, formatDiagnostics, type SourceFile } from "@truce/rules-dsl";
import {
  loadProject,
  loadProjectFrom,
  type Project,
  type ProjectSource,
  type UnreadableFile,
} from "@truce/rules-dsl/node";
import type { Context } from "../context.ts";
import { commitOf } from "../git/commit-of.ts";
import { commitSource } from "../git/commit-source.ts";
import { MisuseError } from "../misuse-error.ts";
import { textStyleOf } from "../report/text-style.ts";

/** Rules to compare with. */
export interface RulesBefore {
  readonly rules: ConflictRules;
  readonly files: readonly SourceFile[];
  /** Everything that the commit has; null where other files are compared with. */
  readonly commit: ProjectSource | null;
  /** The names and patterns that stand for no file of the commit. */
  readonly missing: readonly UnreadableFile[];
}

/**
 * The rules of what `before` names.
 *
 * @param patterns - The files that they are compared with: of a commit, the same ones.
 * @throws MisuseError where it names nothing, or what has errors.
 */
export async function rulesBefore(
  context: Pick<Context, "io" | "root" | "errorStyle">,
  before: string,
  patterns: readonly string[],
): Promise<RulesBefore> {
  const { project, commit } = await projectBefore(context.root, before, patterns);
  const { files, imports, missing } = project;
  const { rules, diagnostics } = compile(files, { imports, unreadable: project.unreadable });
  if (rules !== null) return { rules, files, commit, missing };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const style = textStyleOf(context.errorStyle);
  context.io.stderr.write(`${formatDiagnostics(errors, [...files, ...imports], { style })}\n`);
  throw new MisuseError(`the rules of '${before}' have errors: nothing can be compared with them`);
}

interface ProjectBefore {
  readonly project: Project;
  readonly commit: ProjectSource | null;
}

async function projectBefore(
  root: string,
  before: string,
  patterns: readonly string[],
): Promise<ProjectBefore> {
  const isFile = await isThere(resolve(root, before));
  const named = await commitOf(root, before);
  if (!("commit" in named)) {
    if (!isFile) throw new MisuseError(`'${before}' is no file, and as to commits: ${named.problem}`);
    if (patterns.length === 0)
      throw new MisuseError(`name the files that '${before}' is to be compared with`);
    return { project: await loadProject([before], { root }), commit: null };
  }
  if (isFile)
    throw new MisuseError(
      `'${before}' is a commit and also a file: write './${before}' for the file, or its hash`,
    );
  const commit = await commitSource(root, named.commit);
  // What is new has not been there.
  return { project: await loadProjectFrom(commit, patterns, { root, mayBeMissing: true }), commit };
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
