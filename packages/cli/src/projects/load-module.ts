/** Loads rules from a module, which is JavaScript or TypeScript. Loading a module runs it. */

import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ConflictRules } from "@truce/core";
import { isConflictRules } from "@truce/core/rules";
import type { SourceFile } from "@truce/rules-dsl";
import { isModule, loadTexts, projectPath, UnreadableFilesError } from "@truce/rules-dsl/node";
import { codeOf, MisuseError } from "../base/failure.ts";
import { quoted } from "../output/words.ts";

/** The rules of a module, and its text. */
export interface RulesModule {
  readonly rules: ConflictRules;
  readonly source: SourceFile;
}

/**
 * Loads the rules that a module exports: as `rules`, as its default export, or as the only export that is a rule set.
 *
 * @param name - From the root, or absolute.
 * @throws UnreadableFilesError if the module cannot be read or loaded, or does not export rules, and MisuseError if a
 * pattern matches several modules.
 */
export async function loadModule(root: string, name: string): Promise<RulesModule> {
  const found = await loadTexts([name], { root, ending: name });
  const [source, ...others] = found.filter(({ file }) => isModule(file));
  if (source === undefined) throw new UnreadableFilesError([{ file: name, why: "is not a module" }]);
  if (others.length > 0) throw new MisuseError(severalModules(found.map(({ file }) => file)));
  return { rules: await importRules(root, source.file), source };
}

/** The message if several modules are named as one rule set. */
function severalModules(files: readonly string[]): string {
  return `${quoted(files)} are modules with a rule set each, and rule sets cannot be merged: name one of them`;
}

/**
 * Imports a module that is known to exist, and finds its rules.
 *
 * @param query - The end of its URL; empty for the module on disk.
 * @throws UnreadableFilesError if the module cannot be loaded, or does not export rules.
 */
export async function importRules(folder: string, file: string, query = ""): Promise<ConflictRules> {
  // Node knows a module by its real path.
  const root = await realpath(folder);
  const url = `${pathToFileURL(join(root, file)).href}${query}`;
  let exported: object;
  try {
    exported = (await import(/* @vite-ignore */ url)) as object;
  } catch (error) {
    throw new UnreadableFilesError([{ file, why: whyNotLoaded(error, root, file) }]);
  }
  const found = rulesIn(exported);
  if ("problem" in found) throw new UnreadableFilesError([{ file, why: found.problem }]);
  return found.rules;
}

function rulesIn(exported: object): { readonly rules: ConflictRules } | { readonly problem: string } {
  const found = new Map(
    Object.entries(exported).filter((entry): entry is [string, ConflictRules] => isConflictRules(entry[1])),
  );
  const distinct = new Set(found.values());
  const rules =
    found.get("rules") ?? found.get("default") ?? (distinct.size === 1 ? [...distinct][0] : undefined);
  if (rules !== undefined) return { rules };
  return {
    problem:
      found.size === 0
        ? "exports no conflict rules: export what defineConflictRules returns, as 'rules'"
        : `exports several rule sets, ${quoted([...found.keys()])}: export the one that counts as 'rules'`,
  };
}

function whyNotLoaded(error: unknown, root: string, file: string): string {
  if (codeOf(error) === "ERR_UNKNOWN_FILE_EXTENSION" && !process.features.typescript && file.endsWith("ts"))
    return `is TypeScript, which Node ${process.versions.node} cannot load: use Node 22.18 or newer, or name a JavaScript module`;
  const [first = "", ...lines] = (error instanceof Error ? error.message : String(error)).split("\n");
  const cause = [first, lines.map((line) => line.replace(/^- /, "")).join("; ")].filter(Boolean).join(" ");
  const place = error instanceof Error ? placeIn(error.stack ?? "", root) : null;
  return `cannot be loaded: ${cause}${place === null ? "" : ` (${place})`}`;
}

/** The first line of a stack that is in a file of the project: `rules.ts:3`. */
function placeIn(stack: string, root: string): string | null {
  for (const [, path = "", line = ""] of stack.matchAll(STACK_PLACE)) {
    const file = projectPath(root, path.startsWith("file:") ? pathOf(path) : path);
    if (file !== null && !file.split("/").includes("node_modules")) return `${file}:${line}`;
  }
  return null;
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

/** A path or a URL with a line, at the end of a line. */
const STACK_PLACE = /((?:file:\/\/|\/|[A-Za-z]:\\)[^\n()?]*?)(?:\?[^\n:]*)?:(\d+)(?::\d+)?\)?$/gm;
