import type { SourceFile } from "../source/source-text.ts";
import type { LoadedFile } from "./loaded-file.ts";
import { findFiles } from "./patterns.ts";
import { OUTSIDE, projectPath } from "./project-path.ts";
import type { ProjectSource, UnreadableFile } from "./project-source.ts";
import { UnreadableFilesError } from "./unreadable-files-error.ts";

export interface FilesToRead {
  /** An absolute path. */
  readonly root: string;
  /** Texts to use instead of files on disk. */
  readonly given: readonly SourceFile[];
  /** The end of a file name, which selects files from a folder. */
  readonly ending: string;
}

/**
 * Reads the files that patterns stand for, sorted by path. Without patterns and given texts, reads all files below the root.
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

/** Sorts files by path, and keeps each file once: by its own name rather than the name of a link to it. */
function withoutAliases(files: readonly LoadedFile[]): readonly LoadedFile[] {
  const sorted = files.toSorted((left, right) => (left.file < right.file ? -1 : 1));
  const byRealPath = new Map<string, LoadedFile>();
  for (const file of sorted) {
    if (file.file === file.realPath || !byRealPath.has(file.realPath)) byRealPath.set(file.realPath, file);
  }
  return sorted.filter((file) => byRealPath.get(file.realPath) === file);
}
