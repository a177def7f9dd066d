/** The files of a project as they are in a commit. */

import { MAX_FILE_BYTES } from "@truce/rules-dsl";
import { decodeText, type ProjectSource } from "@truce/rules-dsl/node";
import { followLinks } from "./follow-links.ts";
import { listTree, type TreeEntry } from "./list-tree.ts";
import { readBlobs } from "./read-blobs.ts";

const LEFT_OUT = /(?:^|\/)(?:node_modules|\.git)\//;

/**
 * What a folder of the work tree had in it at a commit. Symbolic links count as on disk: none is followed out of the folder.
 *
 * @param commit - Its hash.
 */
export async function commitSource(folder: string, commit: string): Promise<ProjectSource> {
  const entries = await listTree(folder, commit);
  const folders = new Set([...entries.keys()].flatMap(foldersOf));
  const contentOf = contentsOf(folder, entries);
  return {
    kindOf: async (path) => (folders.has(path) ? "folder" : entries.has(path) ? "file" : "missing"),
    filesBelow: async (below) => ({
      files: [...entries.keys()].filter((path) => isBelow(path, below)),
      unreadable: [],
    }),
    async read(path) {
      const found = await followLinks(path, entries, contentOf);
      if ("unreadable" in found) return found;
      if (found.entry.size > MAX_FILE_BYTES) return { unreadable: TOO_LONG };
      const content = await contentOf(found.entry);
      if (content === null) return { unreadable: "is missing in the repository" };
      const decoded = decodeText(content);
      return "text" in decoded ? { text: decoded.text, realPath: found.path } : decoded;
    },
  };
}

const TOO_LONG = `has more than ${MAX_FILE_BYTES / 1024 / 1024} MiB`;

/** Reads contents; all rules at once when the first is asked for, since a process takes longer than all else. */
function contentsOf(
  folder: string,
  entries: ReadonlyMap<string, TreeEntry>,
): (entry: TreeEntry) => Promise<Buffer | null> {
  const rules = [...entries].filter(
    ([path, { size }]) => path.endsWith(".conflicts") && size <= MAX_FILE_BYTES,
  );
  const ids = new Set(rules.map(([, { id }]) => id));
  let known: Promise<ReadonlyMap<string, Buffer>> | undefined;
  return async ({ id }) => {
    if (!ids.has(id)) return (await readBlobs(folder, [id])).get(id) ?? null;
    known ??= readBlobs(folder, [...ids]);
    return (await known).get(id) ?? null;
  };
}

/** The folders on the way to a path, the root first. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return [".", ...parts.map((_part, index) => parts.slice(0, index + 1).join("/"))];
}

/** Whether a path is below a folder, and not in one that is left out on the way. */
function isBelow(path: string, folder: string): boolean {
  if (folder === ".") return !LEFT_OUT.test(path);
  return path.startsWith(`${folder}/`) && !LEFT_OUT.test(path.slice(folder.length + 1));
}
