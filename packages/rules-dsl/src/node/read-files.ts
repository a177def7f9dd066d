/** From names, folders and patterns to the texts of files: all of them, or an error. */

import type { SourceFile } from "../source/source-text.ts";
import type { LoadedFile } from "./loaded-file.ts";
import { findFiles } from "./patterns.ts";
import { OUTSIDE, projectPath } from "./project-path.ts";
import type { ProjectSource, UnreadableFile } from "./project-source.ts";
import { UnreadableFilesError } from "./unreadable-files-error.ts";

/** What is read, besides what the patterns say. */
export interface FilesToRead {
  /** Absolute. */
  readonly root: string;
  /** Files whose text is not to be read. */
  readonly given: readonly SourceFile[];
  /** What the names of the files end with that a folder stands for. */
  readonly ending: string;
}

/**
 * The files that patterns stand for, by path; all below the root where there is none and nothing is given.
 *
 * @throws UnreadableFilesError with every file that cannot be read.
 */
export async function readFiles(
  source: ProjectSource,
  patterns: readonly string[],
  { root, given, ending }: FilesToRead,
): Promise<readonly LoadedFile[]> {
  const texts = new Map<string, LoadedFile>();
  const unreadable: UnreadableFile[] = [];
  for (const { file, text } of given) {
    const path = projectPath(root, file);
    if (path === null) unreadable.push({ file, why: OUTSIDE });
    else texts.set(path, { file: path, text, realPath: path });
  }
  const found = await findFiles(source, patterns.length + given.length === 0 ? ["."] : patterns, {
    root,
    ending,
  });
  unreadable.push(...found.unreadable, ...found.missing);
  for (const file of found.files) {
    if (texts.has(file)) continue;
    const result = await source.read(file);
    if ("unreadable" in result) unreadable.push({ file, why: result.unreadable });
    else texts.set(file, { file, ...result });
  }
  if (unreadable.length > 0) throw new UnreadableFilesError(unreadable);
  return withoutAliases([...texts.values()]);
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
