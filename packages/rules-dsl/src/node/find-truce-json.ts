/** Finds the `truce.json` of a repository. */

import { dirname, join } from "node:path";
import { isThere } from "./real-path.ts";

/** The name of the file that lists the projects of a repository. */
export const TRUCE_JSON = "truce.json";

/**
 * The nearest folder with a `truce.json`: the working folder, or one above it up to the root of the repository, which is the
 * first folder with `.git`. Outside a repository, only the working folder counts, so that a file in a home folder does not
 * affect everything below it.
 */
export async function folderOfTruceJson(cwd: string): Promise<string | null> {
  let nearest: string | null = null;
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (nearest === null && (await isThere(join(folder, TRUCE_JSON)))) nearest = folder;
    if (await isThere(join(folder, ".git"))) return nearest;
    if (folder === dirname(folder)) return nearest === cwd ? cwd : null;
  }
}
