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
import type { Context } from "../../context.ts";
import { commitOf, type NamedCommit } from "./git/commit-of.ts";
import { commitSource } from "./git/commit-source.ts";
import { MisuseError } from "../../misuse-error.ts";
import { textStyleOf } from "../../output/text-style.ts";

/** Rules to compare with. */
export interface RulesBefore {
  readonly rules: ConflictRules;
  readonly files: readonly SourceFile[];
  /** All files of the commit; null if the rules are compared with other files. */
  readonly commit: ProjectSource | null;
  /** The names and patterns that match no file of the commit. */
  readonly missing: readonly UnreadableFile[];
}

/**
 * The rules of the commit, file or folder that `before` names.
 *
 * @param patterns - The files of now. The same names are read from a commit.
 * @throws MisuseError if `before` names nothing, or its rules have errors.
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
  throw new MisuseError(`the rules of '${before}' have errors, so they cannot be compared`);
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
    if (!isFile) throw new MisuseError(isNeither(before, named));
    if (patterns.length === 0) throw new MisuseError(`name the files to compare with '${before}'`);
    return { project: await loadProject([before], { root }), commit: null };
  }
  if (isFile)
    throw new MisuseError(
      `'${before}' is a commit and also a file: write './${before}' for the file, or its hash`,
    );
  const commit = await commitSource(root, named.commit);
  // A file that is new is missing in the commit.
  return { project: await loadProjectFrom(commit, patterns, { root, mayBeMissing: true }), commit };
}

function isNeither(before: string, named: Exclude<NamedCommit, { readonly commit: string }>): string {
  if ("problem" in named)
    return `'${before}' is not a file, and git cannot say whether it is a commit: ${named.problem}`;
  return `'${before}' is neither a file nor a commit${named.isShallow ? SHALLOW : ""}`;
}

const SHALLOW =
  " in this shallow clone: fetch more of its history, as 'fetch-depth: 0' of actions/checkout does";

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
