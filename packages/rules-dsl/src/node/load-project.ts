/** From file names to the texts of a project, and of all that they import. */

import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { SourceFile } from "../source-text.ts";
import { diskSource } from "./disk-source.ts";
import { followImports } from "./follow-imports.ts";
import type { LoadedFile } from "./loaded-file.ts";
import { findFiles } from "./patterns.ts";
import { OUTSIDE, projectPath } from "./project-path.ts";
import type { ProjectSource, UnreadableFile } from "./project-source.ts";
import { reasonOf } from "./reasons.ts";
import { UnreadableFilesError } from "./unreadable-files-error.ts";

/** Where a project is, and what of it is known already. */
export interface LoadOptions {
  /** The folder that nothing leaves: names of files are relative to it. */
  readonly root: string;
  /**
   * Files whose text is not to be read: an editor's unsaved text, or standard input. They count as asked for; `file` is
   * their path, from the root or absolute.
   */
  readonly given?: readonly SourceFile[] | undefined;
  /** Whether a name or pattern may stand for no file at all. Otherwise that is an error, as it is unless set. */
  readonly mayBeMissing?: boolean | undefined;
}

/** The files of a project, read: what `check` and `compile` take. */
export interface Project {
  /** The files that were asked for, by path. */
  readonly files: readonly SourceFile[];
  /** The files that are only imported. */
  readonly imports: readonly SourceFile[];
  /** Why files that are imported cannot be read, by path. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Reads the `.conflicts` files of a project and all that they import. Nothing outside the root is read, not by `..` and
 * not over a symbolic link; nor is what is no ordinary file, has more than 4 MiB, or is not UTF-8.
 *
 * @param patterns - Files, folders and patterns such as `rules/*.conflicts`. Every `.conflicts` file below the root
 * where there is none, and nothing is given either. Folders named `node_modules` and `.git` are left out.
 *
 * @throws UnreadableFilesError (code `unreadable-files`) with every file that was asked for and cannot be read. An import
 * that cannot be read is no reason: `check` complains of it at its place.
 *
 * @example
 * ```ts
 * const { files, ...others } = await loadProject(["rules"], { root: "." });
 * const { rules, diagnostics } = compile(files, others);
 * ```
 */
export async function loadProject(patterns: readonly string[], options: LoadOptions): Promise<Project> {
  const root = await realRoot(options.root);
  // A root that is a symbolic link is also known by that name.
  const givenRoot = resolve(options.root);
  const fromRoot = patterns.map((pattern) => (pattern && projectPath(givenRoot, pattern)) ?? pattern);
  return await loadProjectFrom(diskSource(root), fromRoot, { ...options, root });
}

/**
 * Reads a project that is not on disk, or not as it was: from a commit, say. All else is as with `loadProject`.
 *
 * @param options.root - Where the root would be on disk: absolute patterns are held against it.
 */
export async function loadProjectFrom(
  source: ProjectSource,
  patterns: readonly string[],
  { root, given = [], mayBeMissing = false }: LoadOptions,
): Promise<Project> {
  const texts = new Map<string, LoadedFile>();
  const unreadable: UnreadableFile[] = [];
  for (const { file, text } of given) {
    const path = projectPath(root, file);
    if (path === null) unreadable.push({ file, why: OUTSIDE });
    else texts.set(path, { file: path, text, realPath: path });
  }
  const found = await findFiles(source, patterns.length + given.length === 0 ? ["."] : patterns, root);
  unreadable.push(...found.unreadable, ...(mayBeMissing ? [] : found.missing));
  for (const file of found.files) {
    if (texts.has(file)) continue;
    const result = await source.read(file);
    if ("unreadable" in result) unreadable.push({ file, why: result.unreadable });
    else texts.set(file, { file, ...result });
  }
  if (unreadable.length > 0) throw new UnreadableFilesError(unreadable);
  const files = withoutAliases([...texts.values()]);
  return { files: files.map(({ file, text }) => ({ file, text })), ...(await followImports(source, files)) };
}

/** By path, and every file once: by its own name rather than that of a symbolic link. */
function withoutAliases(files: readonly LoadedFile[]): readonly LoadedFile[] {
  const sorted = files.toSorted((left, right) => (left.file < right.file ? -1 : 1));
  const byRealPath = new Map<string, LoadedFile>();
  for (const file of sorted) {
    if (file.file === file.realPath || !byRealPath.has(file.realPath)) byRealPath.set(file.realPath, file);
  }
  return sorted.filter((file) => byRealPath.get(file.realPath) === file);
}

async function realRoot(root: string): Promise<string> {
  const unreadable = (why: string): UnreadableFilesError => new UnreadableFilesError([{ file: root, why }]);
  try {
    const real = await realpath(resolve(root));
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    throw unreadable(reasonOf(error));
  }
  throw unreadable("is not a folder");
}
