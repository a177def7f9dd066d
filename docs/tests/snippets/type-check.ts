/** Type-checks many small modules in one run of the compiler. */

import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { placeOf, root, type Snippet } from "./snippet.ts";

const run = promisify(execFile);
const TSC = join(root, "node_modules/typescript/bin/tsc");

/** Settings of a type check. */
export interface TypeCheck {
  /** Name of the folder that the modules are written to. Type checks that run at the same time need different names. */
  readonly name: string;
  /** Compiler options besides those of `tsconfig.base.json`. */
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/**
 * Returns the compiler's errors by the place of the snippet (see `placeOf`), each with the line in the snippet's file.
 *
 * The modules are written below `docs/node_modules`, which git ignores. From there the packages of this repository, and those
 * that only `docs` depends on, are found by their names. The condition `@truce/source` leads to their sources, so no build is needed.
 */
export async function typeCheck(
  { name, compilerOptions }: TypeCheck,
  snippets: readonly Snippet[],
): Promise<ReadonlyMap<string, string>> {
  const folder = join(root, "docs/node_modules/.cache/truce", name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const modules = new Map(snippets.map((snippet) => [moduleName(snippet), snippet]));
  for (const [module, { code }] of modules) await writeFile(join(folder, module), code);
  const config = {
    extends: join(root, "tsconfig.base.json"),
    compilerOptions: {
      noEmit: true,
      declaration: false,
      rewriteRelativeImportExtensions: false,
      customConditions: ["@truce/source"],
      types: ["node"],
      // An example may declare names that it does not use.
      noUnusedLocals: false,
      noUnusedParameters: false,
      ...compilerOptions,
    },
    files: [...modules.keys()],
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
  return errorsByPlace(await outputOfCompiler(folder), modules);
}

function moduleName({ file, line }: Snippet): string {
  return `${file.replaceAll("/", "__")}.${line}.mts`;
}

async function outputOfCompiler(folder: string): Promise<string> {
  const args = [TSC, "-p", "tsconfig.json", "--pretty", "false"];
  try {
    await run(process.execPath, args, { cwd: folder });
    return "";
  } catch (error) {
    const { stdout, code } = error as { readonly stdout: string; readonly code: unknown };
    if (typeof code !== "number" || stdout === "") throw error;
    return stdout;
  }
}

const ERROR = /^(?<path>[^(\s][^(]*)\((?<line>\d+),(?<column>\d+)\): (?<message>.*(?:\n\s.*)*)$/gm;

function errorsByPlace(output: string, modules: ReadonlyMap<string, Snippet>): ReadonlyMap<string, string> {
  if (/^error /m.test(output)) throw new Error(output);
  const byPlace = new Map<string, string>();
  for (const { groups = {} } of output.matchAll(ERROR)) {
    const { path = "", line, column, message } = groups;
    // `npm run typecheck` reports errors in the sources.
    const snippet = modules.get(path);
    if (snippet === undefined) continue;
    const place = placeOf(snippet);
    const before = byPlace.has(place) ? `${byPlace.get(place)}\n` : "";
    byPlace.set(place, `${before}${snippet.file}:${line}:${column}: ${message}`);
  }
  return byPlace;
}
