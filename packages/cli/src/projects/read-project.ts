/** Reads the rule files that a command is about. */

import { MAX_FILE_BYTES, type CheckOptions, type SourceFile } from "@truce/rules-dsl";
import { decodeText, loadProject, readEventList } from "@truce/rules-dsl/node";
import type { Context } from "../base/context.ts";
import { MisuseError } from "../base/failure.ts";

/** What the options of a command say about its files. */
export interface FileOptions {
  /** The file name of standard input. */
  readonly stdinFilename?: string | undefined;
  /** A file with the event types that are declared elsewhere. */
  readonly events?: string | undefined;
}

/** The files of a project, as `check` and `compile` take them. */
export interface ReadProject {
  /** The files that the command is about. */
  readonly files: readonly SourceFile[];
  /** Those files, and all that they import: a diagnostic may point into any of them. */
  readonly sources: readonly SourceFile[];
  readonly checkOptions: CheckOptions;
}

/** Standard input, among the names of files. */
const STDIN = "-";

/**
 * Reads the files that a command is about: those that its arguments name, or all below the root.
 *
 * @throws UnreadableFilesError if a file cannot be read, and MisuseError if there is none.
 */
export async function readProject(
  { io, root }: Pick<Context, "io" | "root">,
  patterns: readonly string[],
  { stdinFilename, events }: FileOptions = {},
): Promise<ReadProject> {
  const readsStdin = patterns.includes(STDIN);
  if (stdinFilename !== undefined && !readsStdin)
    throw new MisuseError("--stdin-filename is a name for standard input: add '-' to the files");
  const named = patterns.filter((pattern) => pattern !== STDIN);
  const given = readsStdin ? [await readStdin(io, stdinFilename ?? "<stdin>")] : [];
  const { files, imports, unreadable } = await loadProject(named, { root, given });
  if (files.length === 0) {
    const hint = named.length === 0 ? ": 'truce init' writes one" : "";
    throw new MisuseError(noFileBelow(".conflicts", root, named) + hint);
  }
  const checkOptions = {
    imports,
    unreadable,
    ...(events !== undefined && (await readEventList(root, events))),
  };
  return { files, sources: [...files, ...imports], checkOptions };
}

async function readStdin(io: Context["io"], file: string): Promise<SourceFile> {
  const result = decodeText(await io.readStdin(MAX_FILE_BYTES));
  if ("unreadable" in result) throw new MisuseError(`standard input ${result.unreadable}`);
  return { file, text: result.text };
}

/**
 * The message if there are no files: `there is no .conflicts file below 'rules'`.
 *
 * @param folders - The folders that were named.
 */
export function noFileBelow(ending: string, root: string, folders: readonly string[]): string {
  const places = (folders.length > 0 ? folders : [root]).map((folder) => `'${folder}'`);
  return `there is no ${ending} file below ${places.join(" or ")}`;
}
