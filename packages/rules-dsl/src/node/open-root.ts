/** The root of a project on disk. */

import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { diskSource } from "./disk-source.ts";
import { projectPath } from "./project-path.ts";
import type { ProjectSource } from "./project-source.ts";
import { reasonOf } from "./reasons.ts";
import { UnreadableFilesError } from "./unreadable-files-error.ts";

/** A root that is there. */
export interface OpenRoot {
  /** Absolute and real. */
  readonly root: string;
  readonly source: ProjectSource;
  /** What a user calls a file, as a path from the root where it is one. */
  readonly fromRoot: (pattern: string) => string;
}

/** @throws UnreadableFilesError if it is no folder, or cannot be read. */
export async function openRoot(folder: string): Promise<OpenRoot> {
  const root = await realRoot(folder);
  // A root that is a symbolic link is also known by that name.
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
