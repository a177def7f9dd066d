/** From file names, folders and patterns to the files that they stand for. */

import { globFrom } from "./glob.ts";
import { OUTSIDE, projectPath } from "./project-path.ts";
import type { ProjectSource, UnreadableFile } from "./project-source.ts";
import { MISSING } from "./reasons.ts";

/** Longer than the paths of most systems, and than any pattern that somebody wrote. */
const MAX_PATTERN_LENGTH = 4096;

/** Where files are looked for, and which a folder stands for. */
interface Place {
  /** Absolute. */
  readonly root: string;
  /** What the names of a folder's files end with. */
  readonly ending: string;
}

/** What names and patterns stand for. */
export interface FoundFiles {
  readonly files: readonly string[];
  /** What can have no file behind it. */
  readonly unreadable: readonly UnreadableFile[];
  /** What could have one, and has none. */
  readonly missing: readonly UnreadableFile[];
}

/** The files that all patterns together stand for: files by name, folders for every file below them with the ending. */
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
  if (pattern === "") return refused("is no name of a file");
  if (pattern.length > MAX_PATTERN_LENGTH) return refused("is too long for a name or a pattern");
  const path = projectPath(root, pattern);
  if (path === null) return refused(OUTSIDE);

  // A file is called by its name, even if that looks like a pattern.
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
    // What the pattern is not about may be as it is.
    unreadable: unreadable.filter(({ file }) => glob.leadsInto(file)),
    missing: [],
  };
  if (found.files.length + found.unreadable.length > 0) return found;
  return { ...nothing, missing: [{ file: pattern, why: "matches no file" }] };
}
