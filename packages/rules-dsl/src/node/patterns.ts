/** From file names, folders and patterns to the files that they stand for. */

import picomatch from "picomatch/posix.js";
import { OUTSIDE, projectPath } from "./project-path.ts";
import type { ProjectSource, UnreadableFile } from "./project-source.ts";

const EXTENSION = ".conflicts";

/** Files that are there, and what was asked for in vain. */
export interface FoundFiles {
  readonly files: ReadonlySet<string>;
  readonly unreadable: readonly UnreadableFile[];
}

/** The files that all patterns together stand for: files by name, folders for every `.conflicts` file below them. */
export async function findFiles(
  source: ProjectSource,
  patterns: readonly string[],
  root: string,
): Promise<FoundFiles> {
  const files = new Set<string>();
  const unreadable: UnreadableFile[] = [];
  for (const pattern of patterns) {
    const found = await findPattern(source, pattern, root);
    for (const file of found.files) files.add(file);
    unreadable.push(...found.unreadable);
  }
  return { files, unreadable };
}

interface Found {
  readonly files: readonly string[];
  readonly unreadable: readonly UnreadableFile[];
}

async function findPattern(source: ProjectSource, pattern: string, root: string): Promise<Found> {
  const none = (why: string): Found => ({ files: [], unreadable: [{ file: pattern, why }] });
  if (pattern === "") return none("is no name of a file");
  const path = projectPath(root, pattern);
  if (path === null) return none(OUTSIDE);

  // A file is called by its name, even if that looks like a pattern.
  const kind = await source.kindOf(path);
  if (kind === "file") return { files: [path], unreadable: [] };
  if (kind === "folder") return await filesBelow(source, path, (file) => file.endsWith(EXTENSION));

  // A `!` in front would mean everything else.
  const glob = path.startsWith("!") ? `\\${path}` : path;
  const { isGlob, base } = picomatch.scan(glob);
  if (!isGlob) return none("does not exist");
  const folder = base || ".";
  if ((await source.kindOf(folder)) !== "folder") return none("matches no file");
  // Names may hold line breaks (s).
  const found = await filesBelow(source, folder, picomatch(glob, { dot: true, posix: true, flags: "s" }));
  return found.files.length + found.unreadable.length === 0 ? none("matches no file") : found;
}

async function filesBelow(
  source: ProjectSource,
  folder: string,
  isMeant: (file: string) => boolean,
): Promise<Found> {
  const { files, unreadable } = await source.filesBelow(folder);
  return { files: files.filter((file) => isMeant(file)), unreadable };
}
