/** The rules before a change: those of a commit, or those of other files. */

import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { ConflictRules } from "@truce/core";
import { compile, formatDiagnostics, type SourceFile } from "@truce/rules-dsl";
import { isModule, loadProject } from "@truce/rules-dsl/node";
import type { Context } from "../../base/context.ts";
import { MisuseError } from "../../base/failure.ts";
import { textStyleOf } from "../../output/text-style.ts";
import { loadModule } from "../../projects/load-module.ts";
import type { NamedCommit } from "./git/commit-of.ts";
import { hasFile } from "./git/file-of-commit.ts";
import { loadCommit } from "./git/load-commit.ts";
import { loadCommitModule } from "./git/load-commit-module.ts";
import { moduleThen } from "./git/module-then.ts";

/** What the user wants to compare with. */
export interface Baseline {
  /** The words of the user: the name of a commit, a file or a folder. */
  readonly before: string;
  /** The commit of that name. */
  readonly commit: NamedCommit;
  /** The files of the command line. */
  readonly patterns: readonly string[];
}

/** Rules, and the files that have them. */
export interface ComparableRules {
  readonly rules: ConflictRules;
  readonly files: readonly SourceFile[];
}

/** The rules as they are now. */
export interface PresentRules extends ComparableRules {
  /** The module that has them, from the root; null if they are in `.conflicts` files. */
  readonly module: string | null;
}

/**
 * Reads the rules to compare with.
 *
 * @throws MisuseError if there is no such commit, file or folder, or both a commit and a file, or if the rules have errors.
 */
export async function rulesBefore(
  context: Pick<Context, "io" | "root" | "isRootGiven" | "errorStyle">,
  baseline: Baseline,
  now: PresentRules,
): Promise<ComparableRules> {
  const { before, patterns } = baseline;
  const commit = await commitIn(context.root, baseline);
  if (commit === null) {
    if (!isModule(before)) return await compileBefore(context, before, null);
    const { rules, source } = await loadModule(context.root, before);
    return { rules, files: [source] };
  }
  const module = patterns.some(isModule) ? now.module : await moduleThen(context, commit);
  if (module !== null) return await moduleBefore(context.root, commit, module, now);
  const compiled = await compileBefore(context, before, commit);
  // The module may be older than its entry in truce.json.
  const isOlder =
    compiled.files.length === 0 && now.module !== null && hasFile(context.root, commit, now.module);
  return isOlder ? await moduleBefore(context.root, commit, now.module, now) : compiled;
}

async function moduleBefore(
  root: string,
  commit: string,
  module: string,
  now: PresentRules,
): Promise<ComparableRules> {
  const { rules, source, isUnchanged } = await loadCommitModule(root, commit, module);
  // A predicate that is loaded twice is two functions, which cannot be compared.
  return { rules: isUnchanged && module === now.module ? now.rules : rules, files: [source] };
}

async function compileBefore(
  { io, root, errorStyle }: Pick<Context, "io" | "root" | "errorStyle">,
  before: string,
  commit: string | null,
): Promise<ComparableRules> {
  const { files, imports, unreadable } =
    commit === null ? await loadProject([before], { root }) : await loadCommit(root, commit);
  const { rules, diagnostics } = compile(files, { imports, unreadable });
  if (rules !== null) return { rules, files };
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const style = textStyleOf(errorStyle);
  io.stderr.write(`${formatDiagnostics(errors, [...files, ...imports], { style })}\n`);
  throw new MisuseError(`the rules of '${before}' have errors, so they cannot be compared`);
}

/** The hash of the commit; null if the rules are in a file. */
async function commitIn(root: string, { before, commit, patterns }: Baseline): Promise<string | null> {
  const isFile = await stat(resolve(root, before)).then(
    () => true,
    () => false,
  );
  if (!("hash" in commit)) {
    if (!isFile) throw new MisuseError(isNeither(before, commit));
    if (patterns.length === 0) throw new MisuseError(`name the files to compare with '${before}'`);
    return null;
  }
  if (isFile)
    throw new MisuseError(
      `'${before}' is a commit and also a file: write './${before}' for the file, or the hash of the commit`,
    );
  return commit.hash;
}

function isNeither(before: string, commit: Exclude<NamedCommit, { readonly hash: string }>): string {
  if ("problem" in commit)
    return `'${before}' is not a file, and git cannot find out whether it is a commit: ${commit.problem}`;
  return `'${before}' is neither a file nor a commit${commit.isShallow ? SHALLOW : ""}`;
}

const SHALLOW =
  " in this shallow clone: fetch more of its history, for example with 'fetch-depth: 0' of actions/checkout";
