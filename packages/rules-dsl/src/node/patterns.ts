/** Finds the files that file names, folders and patterns stand for. */

import { MAX_PATTERN_LENGTH } from "../limits.ts";
import { globFrom } from "./glob.ts";
import { OUTSIDE, projectPath } from "./project-path.ts";
import type { ProjectSource, UnreadableFile } from "./project-source.ts";
import { MISSING } from "./reasons.ts";

interface Place {
  /** An absolute path. */
  readonly root: string;
  /** The end of a file name, which selects files from a folder. */
  readonly ending: string;
}

export interface FoundFiles {
  readonly files: readonly string[];
  /** Invalid names, and folders that cannot be read. */
  readonly unreadable: readonly UnreadableFile[];
  /** Names and patterns without a file. */
  readonly missing: readonly UnreadableFile[];
}

/** Finds the files for all patterns, each once. A folder stands for every file below it with the ending. */
export async function findFiles(
  source: ProjectSource,
  patterns: readonly string[],
  place: Place,
): Promise<FoundFiles> {
  const found: FoundFiles[] = [];
  for (const pattern of patterns) found.push(await findPattern(source, pattern, place));
  return {
    files: [...new Set(found.flatMap(({ files }) => files))],
    unreadable: found.flatMap(({ unreadable }) => unreadable),
    missing: found.flatMap(({ missing }) => missing),
  };
}

async function findPattern(
  source: ProjectSource,
  pattern: string,
  { root, ending }: Place,
): Promise<FoundFiles> {
  const nothing: FoundFiles = { files: [], unreadable: [], missing: [] };
  const refused = (why: string): FoundFiles => ({ ...nothing, unreadable: [{ file: pattern, why }] });
  if (pattern === "") return refused("is not a file name");
  if (pattern.length > MAX_PATTERN_LENGTH) return refused("is too long for a name or a pattern");
  const path = projectPath(root, pattern);
  if (path === null) return refused(OUTSIDE);

  // An existing file is found by its name, even if the name looks like a pattern.
  const kind = await source.kindOf(path);
  if (kind === "file") return { ...nothing, files: [path] };
  if (kind === "folder") {
    const { files, unreadable } = await source.filesBelow(path);
    return { files: files.filter((file) => file.endsWith(ending)), unreadable, missing: [] };
  }

  const glob = globFrom(path);
  if (glob === null) return { ...nothing, missing: [{ file: pattern, why: MISSING }] };
  const isFolder = (await source.kindOf(glob.base)) === "folder";
  const { files, unreadable } = isFolder ? await source.filesBelow(glob.base) : nothing;
  const found: FoundFiles = {
    files: files.filter((file) => glob.matches(file)),
    // An unreadable folder matters only if the pattern can match something in it.
    unreadable: unreadable.filter(({ file }) => glob.leadsInto(file)),
    missing: [],
  };
  if (found.files.length + found.unreadable.length > 0) return found;
  return { ...nothing, missing: [{ file: pattern, why: "matches no file" }] };
}
