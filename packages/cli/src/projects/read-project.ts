/** The files that a command is about, and the options by which they are named. */

import { MAX_FILE_BYTES, type CheckOptions, type SourceFile } from "@truce/rules-dsl";
import { decodeText, loadProject, type UnreadableFile } from "@truce/rules-dsl/node";
import type { Context } from "../context.ts";
import { MisuseError } from "../misuse-error.ts";
import { noFileBelow } from "./no-file-below.ts";
import { readEventList } from "./event-list.ts";

/** What the options of a command say about its files. */
export interface FileOptions {
  /** The file name of standard input. */
  readonly stdinFilename?: string | undefined;
  /** A file with the event types that are declared elsewhere. */
  readonly events?: string | undefined;
  /** Whether a name, a pattern or the whole project may have no file. The command then decides what that means. */
  readonly mayBeMissing?: boolean | undefined;
}

/** The files of a project, as `check` and `compile` take them. */
export interface ReadProject {
  /** The files that the command is about. */
  readonly files: readonly SourceFile[];
  /** Those, and all that they import: the texts that a diagnostic may point into. */
  readonly sources: readonly SourceFile[];
  /** The names and patterns that stand for no file, if that is allowed. */
  readonly missing: readonly UnreadableFile[];
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
  { stdinFilename, events, mayBeMissing = false }: FileOptions,
): Promise<ReadProject> {
  const readsStdin = patterns.includes(STDIN);
  if (stdinFilename !== undefined && !readsStdin)
    throw new MisuseError("--stdin-filename names the text of '-', which is not among the files");
  const named = patterns.filter((pattern) => pattern !== STDIN);
  const given = readsStdin ? [await readStdin(io, stdinFilename ?? "<stdin>")] : [];
  const { files, imports, unreadable, missing } = await loadProject(named, { root, given, mayBeMissing });
  if (files.length === 0 && !mayBeMissing) {
    const hint = named.length === 0 ? ": 'truce init' writes one" : "";
    throw new MisuseError(noFileBelow(".conflicts", root, named) + hint);
  }
  const checkOptions = {
    imports,
    unreadable,
    ...(events !== undefined && (await readEventList(root, events))),
  };
  return { files, sources: [...files, ...imports], missing, checkOptions };
}

async function readStdin(io: Context["io"], file: string): Promise<SourceFile> {
  const result = decodeText(await io.readStdin(MAX_FILE_BYTES));
  if ("unreadable" in result) throw new MisuseError(`standard input ${result.unreadable}`);
  return { file, text: result.text };
}
