import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { diskSource } from "./disk-source.ts";
import { projectPath } from "./project-path.ts";
import type { ProjectSource } from "./project-source.ts";
import { reasonOf } from "./reasons.ts";
import { UnreadableFilesError } from "./unreadable-files-error.ts";

/** The root of a project on disk. */
export interface OpenRoot {
  /** The absolute path without symbolic links. */
  readonly root: string;
  /** Its files, for `loadProjectFrom`. */
  readonly source: ProjectSource;
  /** Converts a user's file name to a path from the root; unchanged if the file is outside the root. */
  readonly fromRoot: (pattern: string) => string;
}

/**
 * Opens the root folder of a project, without reading any file. `loadProject` does this itself; a program that reads the same
 * project again and again can wrap the source, and pass it to `loadProjectFrom`.
 *
 * @throws UnreadableFilesError (code `unreadable-files`) if the path is not a folder or cannot be read.
 */
export async function openRoot(folder: string): Promise<OpenRoot> {
  const root = await realRoot(folder);
  // If the root is a symbolic link, users may also name files by the link's path.
  const givenRoot = resolve(folder);
  return {
    root,
    source: diskSource(root),
    fromRoot: (pattern) => (pattern && projectPath(givenRoot, pattern)) ?? pattern,
  };
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
