/** From a path in a commit to the file that it leads to. */

import { posix } from "node:path";
import type { TreeEntry } from "./list-tree.ts";

/** More links than these, one leading to the next, are a circle. */
const MAX_LINKS = 40;

/** A file and its own path; or why a path leads to none, as the end of a sentence. */
export type Followed = { readonly entry: TreeEntry; readonly path: string } | { readonly unreadable: string };

/** Follows symbolic links from file to file. One that leads to a folder is not followed: the commit has no file there. */
export async function followLinks(
  start: string,
  entries: ReadonlyMap<string, TreeEntry>,
  contentOf: (entry: TreeEntry) => Promise<Buffer | null>,
): Promise<Followed> {
  let path = start;
  for (let links = 0; links < MAX_LINKS; links++) {
    const entry = entries.get(path);
    if (entry === undefined)
      return { unreadable: links === 0 ? "does not exist" : "is a symbolic link that leads nowhere" };
    if (entry.kind === "submodule") return { unreadable: "is another repository" };
    if (entry.kind === "file") return { entry, path };
    const target = (await contentOf(entry))?.toString() ?? "";
    path = posix.join(posix.dirname(path), target);
    if (posix.isAbsolute(target) || path.startsWith("../"))
      return { unreadable: "leads out of the project by a symbolic link" };
  }
  return { unreadable: "is a symbolic link that leads nowhere" };
}
