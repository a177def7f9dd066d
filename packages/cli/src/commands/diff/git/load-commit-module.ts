/**
 * Loads the rules of a commit from a module. Git hands over the module and the modules of the repository that it imports, so
 * no present file takes part. Node loads them under URLs that end with the commit.
 */

import { realpath } from "node:fs/promises";
import { readFileSync } from "node:fs";
import module, { type ResolveHookSync } from "node:module";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeText, UnreadableFilesError } from "@truce/rules-dsl/node";
import { MisuseError } from "../../../base/failure.ts";
import { importRules, type RulesModule } from "../../../projects/load-module.ts";
import { fileOfCommit, hasFile } from "./file-of-commit.ts";

/** A module of a commit. */
export interface CommitModule extends RulesModule {
  /** Whether the files that it was loaded from are the same now. Its rules are the present ones then. */
  readonly isUnchanged: boolean;
}

/**
 * Loads the rules that a module exports in a commit.
 *
 * @param folder - The root of the project: absolute.
 * @param commit - The hash of the commit.
 * @param file - From the root.
 * @throws MisuseError if the commit does not have the module, or if it cannot be loaded from the commit alone.
 */
export async function loadCommitModule(folder: string, commit: string, file: string): Promise<CommitModule> {
  // Node 22.12 to 22.14 do not have it, whatever the types say.
  const registerHooks = module.registerHooks as typeof module.registerHooks | undefined;
  if (registerHooks === undefined)
    throw new MisuseError("comparing a module with a commit needs Node 22.15 or newer");
  const root = await realpath(folder);
  if (!hasFile(root, commit, file))
    throw new MisuseError(
      `the commit has no module '${file}': to compare with another file, name the file instead of the commit`,
    );
  // With a number, so that Node loads every file again, also one that another project imports too.
  const query = `?commit=${commit}&load=${++loads}`;
  const texts = new Map<string, string>();
  const hooks = registerHooks({
    resolve: resolveIn(query),
    load: (url, context, next) => {
      if (!url.endsWith(query)) return next(url, context);
      const path = fileURLToPath(url);
      const text = textOf(root, commit, relative(root, path).split(sep).join("/"));
      texts.set(path, text);
      return { format: formatOf(path), source: text, shortCircuit: true };
    },
  });
  try {
    const rules = await importRules(root, file, query);
    const [text = ""] = texts.values();
    return { rules, source: { file, text }, isUnchanged: [...texts].every(isUnchanged) };
  } catch (error) {
    if (!(error instanceof UnreadableFilesError)) throw error;
    const [first = "", ...others] = error.files.map((one) => `'${one.file}' of the commit ${one.why}`);
    throw new MisuseError(first, ...others);
  } finally {
    hooks.deregister();
  }
}

let loads = 0;

/** Resolves what the modules of the commit import. A present version of anything would hide that the rules have changed. */
function resolveIn(query: string): ResolveHookSync {
  return (specifier, context, next) => {
    const { parentURL } = context;
    if (specifier.endsWith(query)) return { url: specifier, shortCircuit: true };
    if (!parentURL?.endsWith(query)) return next(specifier, context);
    if (/^\.{0,2}\//.test(specifier)) {
      const url = new URL(specifier, parentURL);
      url.search = query;
      return { url: url.href, shortCircuit: true };
    }
    if (/^@truce\/core(\/|$)/.test(specifier))
      return next(specifier, { ...context, parentURL: parentURL.slice(0, -query.length) });
    throw new Error(
      `it imports '${specifier}', but with a commit, a module can import only @truce/core and files of the repository`,
    );
  };
}

function textOf(root: string, commit: string, file: string): string {
  const result = fileOfCommit(root, commit, file);
  if ("problem" in result) throw new Error(`git cannot read '${file}': ${result.problem}`);
  const decoded = decodeText(result.output);
  if ("unreadable" in decoded) throw new Error(`'${file}' ${decoded.unreadable}`);
  return decoded.text;
}

function formatOf(path: string): "module" | "module-typescript" | "json" {
  if (path.endsWith(".json")) return "json";
  return /\.m?ts$/.test(path) ? "module-typescript" : "module";
}

function isUnchanged([path, text]: readonly [string, string]): boolean {
  try {
    return readFileSync(path, "utf8") === text;
  } catch {
    return false;
  }
}
