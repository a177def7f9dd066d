/** Builds the module of a project. */

import { resolve } from "node:path";
import { generateModule } from "@truce/rules-analysis";
import { compile, formatDiagnostics } from "@truce/rules-dsl";
import { CLEAN, FINDINGS, type ExitStatus } from "../../base/exit-status.ts";
import { printable } from "../../base/printable.ts";
import { readProject, type FileOptions } from "../../projects/read-project.ts";
import { diagnosticsFromAllRoots, filesFromAllRoots, fromAllRoots } from "../../projects/from-all-roots.ts";
import type { Project } from "../../projects/projects-for.ts";
import { textStyleOf } from "../../output/text-style.ts";
import { isSameModule, readBuilt, writeBuilt } from "./module-file.ts";

/** What the command line says about the rule files. */
export interface BuildFiles extends Pick<FileOptions, "stdinFilename"> {
  readonly patterns: readonly string[];
}

/** The result of a build, before anything is written. */
export interface Attempt {
  /** The text of the module; null if the rules have errors. */
  readonly module: string | null;
  /** Errors and warnings, for standard error. */
  readonly messages: string;
}

/**
 * Reads and compiles the rules of a project.
 *
 * @throws UnreadableFilesError and MisuseError if files cannot be read.
 */
export async function attemptBuild(
  { path, context, events: eventList }: Project,
  { patterns, stdinFilename }: BuildFiles,
): Promise<Attempt> {
  const { files, sources, checkOptions } = await readProject(context, patterns, {
    stdinFilename,
    events: eventList,
  });
  const { rules, events, diagnostics } = compile(files, checkOptions);
  const details = formatDiagnostics(
    diagnosticsFromAllRoots(path, diagnostics),
    filesFromAllRoots(path, sources),
    { style: textStyleOf(context.errorStyle) },
  );
  const messages = details && `${details}\n`;
  if (rules === null) return { module: null, messages: `${messages}nothing was built\n` };
  return { module: generateModule(rules, { events, files: files.map(({ file }) => file) }), messages };
}

/** What to print about a module, and the exit status. */
export interface ModuleResult {
  readonly text: string;
  readonly status: ExitStatus;
  readonly isWritten: boolean;
}

/** Compares the file of a module with the text that it should have. */
export async function checkModule(
  { path, context }: Project,
  out: string,
  module: string,
): Promise<ModuleResult> {
  const before = await readBuilt(resolve(context.root, out), out);
  if (before !== null && isSameModule(before, module)) return upToDate(path, out);
  const problem = before === null ? "does not exist" : "is not up to date";
  return {
    text: `${shown(path, out)} ${problem}: run 'truce build'\n`,
    status: FINDINGS,
    isWritten: false,
  };
}

/** Writes the file of a module if it is not up to date. */
export async function writeModule(
  { path, context }: Project,
  out: string,
  module: string,
): Promise<ModuleResult> {
  const target = resolve(context.root, out);
  const before = await readBuilt(target, out);
  if (before !== null && isSameModule(before, module)) return upToDate(path, out);
  await writeBuilt(target, out, before, module);
  return { text: `wrote ${shown(path, out)}\n`, status: CLEAN, isWritten: true };
}

function upToDate(path: string, out: string): ModuleResult {
  return { text: `${shown(path, out)} is up to date\n`, status: CLEAN, isWritten: false };
}

function shown(path: string, out: string): string {
  return printable(fromAllRoots(path, out));
}
