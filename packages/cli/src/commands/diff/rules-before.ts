/** The rules before a change: those of a commit, or those of other files. */

import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { ConflictRules } from "@truce/core";
import { compile, formatDiagnostics, type SourceFile } from "@truce/rules-dsl";
import { loadProject, type Project } from "@truce/rules-dsl/node";
import type { Context } from "../../base/context.ts";
import { MisuseError } from "../../base/failure.ts";
import { textStyleOf } from "../../output/text-style.ts";
import type { NamedCommit } from "./git/commit-of.ts";
import { loadCommit } from "./git/load-commit.ts";

/** What the user wants to compare with. */
export interface Baseline {
  /** The words of the user: the name of a commit, a file or a folder. */
  readonly before: string;
  /** The commit of that name. */
  readonly commit: NamedCommit;
  /** The files of the command line. */
  readonly patterns: readonly string[];
}

/** Rules to compare with. */
export interface RulesBefore {
  readonly rules: ConflictRules;
  readonly files: readonly SourceFile[];
}

/**
 * Reads the rules to compare with.
 *
 * @throws MisuseError if there is no such commit, file or folder, or both a commit and a file, or if the rules have errors.
 */
export async function rulesBefore(
  context: Pick<Context, "io" | "root" | "errorStyle">,
  baseline: Baseline,
): Promise<RulesBefore> {
  const { files, imports, unreadable } = await projectBefore(context.root, baseline);
  const { rules, diagnostics } = compile(files, { imports, unreadable });
  if (rules !== null) return { rules, files };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const style = textStyleOf(context.errorStyle);
  context.io.stderr.write(`${formatDiagnostics(errors, [...files, ...imports], { style })}\n`);
  throw new MisuseError(`the rules of '${baseline.before}' have errors, so they cannot be compared`);
}

async function projectBefore(root: string, { before, commit, patterns }: Baseline): Promise<Project> {
  const isFile = await stat(resolve(root, before)).then(
    () => true,
    () => false,
  );
  if (!("hash" in commit)) {
    if (!isFile) throw new MisuseError(isNeither(before, commit));
    if (patterns.length === 0) throw new MisuseError(`name the files to compare with '${before}'`);
    return await loadProject([before], { root });
  }
  if (isFile)
    throw new MisuseError(
      `'${before}' is a commit and also a file: write './${before}' for the file, or the hash of the commit`,
    );
  return await loadCommit(root, commit.hash);
}

function isNeither(before: string, commit: Exclude<NamedCommit, { readonly hash: string }>): string {
  if ("problem" in commit)
    return `'${before}' is not a file, and git cannot find out whether it is a commit: ${commit.problem}`;
  return `'${before}' is neither a file nor a commit${commit.isShallow ? SHALLOW : ""}`;
}

const SHALLOW =
  " in this shallow clone: fetch more of its history, for example with 'fetch-depth: 0' of actions/checkout";
