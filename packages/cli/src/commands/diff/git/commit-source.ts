/** The files of a project as they are in a commit. */

import { join } from "node:path";
import { MAX_FILE_BYTES } from "@truce/rules-dsl";
import { decodeText, type ProjectSource, type UnreadableFile } from "@truce/rules-dsl/node";
import { isThere } from "../../../files/is-there.ts";
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
  const contentOf = contentsOf(entries);
  const unknown = unknownSubmodules(folder, entries);
  return {
    kindOf: async (path) => (folders.has(path) ? "folder" : entries.has(path) ? "file" : "missing"),
    filesBelow: async (below) => ({
      files: [...entries.keys()].filter((path) => isBelow(path, below)),
      unreadable: (await unknown).filter(({ file }) => isBelow(`${file}/`, below)),
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

/** Reads contents; all rules of a repository at once when its first is asked for, since a process takes longer than all else. */
function contentsOf(entries: ReadonlyMap<string, TreeEntry>): (entry: TreeEntry) => Promise<Buffer | null> {
  const ids = new Map<string, Set<string>>();
  for (const [path, { size, id, repository }] of entries) {
    if (!path.endsWith(".conflicts") || size > MAX_FILE_BYTES) continue;
    const known = ids.get(repository);
    if (known === undefined) ids.set(repository, new Set([id]));
    else known.add(id);
  }
  const read = new Map<string, Promise<ReadonlyMap<string, Buffer>>>();
  return async ({ id, repository }) => {
    const rules = ids.get(repository);
    if (!rules?.has(id)) return (await readBlobs(repository, [id])).get(id) ?? null;
    const contents = read.get(repository) ?? readBlobs(repository, [...rules]);
    read.set(repository, contents);
    return (await contents).get(id) ?? null;
  };
}

/**
 * Submodules that are checked out, so that their rules of now count, but do not have the commit of then. Of one that is not
 * checked out, no rules are known, neither of then nor of now.
 */
async function unknownSubmodules(
  folder: string,
  entries: ReadonlyMap<string, TreeEntry>,
): Promise<readonly UnreadableFile[]> {
  const unknown: UnreadableFile[] = [];
  for (const [file, { kind }] of entries) {
    if (kind === "submodule" && (await isThere(join(folder, file, ".git"))))
      unknown.push({ file, why: "is a submodule that does not have its commit of then: fetch in it" });
  }
  return unknown;
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
