/** A project on disk. */

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { projectPath } from "./project-path.ts";
import type { FilesBelow, ProjectSource, ReadResult, UnreadableFile } from "./project-source.ts";
import { readText } from "./read-text.ts";
import { isThere, realPathOf } from "./real-path.ts";
import { FOLDER_LEADS_OUT, LEADS_OUT, reasonOf } from "./reasons.ts";

/** Folders that are skipped. */
const LEFT_OUT: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** @param root - A real path, without symbolic links. */
export function diskSource(root: string): ProjectSource {
  return {
    kindOf: (path) => kindOf(join(root, path)),
    filesBelow: (folder) => filesBelow(root, folder),
    read: (path) => read(root, path),
  };
}

async function kindOf(absolutePath: string): Promise<"file" | "folder" | "missing"> {
  try {
    return (await stat(absolutePath)).isDirectory() ? "folder" : "file";
  } catch {
    // A dangling link counts as a file, because reading it gives the reason.
    return (await isThere(absolutePath)) ? "file" : "missing";
  }
}

async function filesBelow(root: string, folder: string): Promise<FilesBelow> {
  const files: string[] = [];
  const unreadable: UnreadableFile[] = [];
  const folders = [folder];
  // The list grows during the loop. A recursive function could overflow the stack on a deep tree.
  for (const current of folders) {
    try {
      for (const entry of await readdir(join(root, current), { withFileTypes: true })) {
        const path = current === "." ? entry.name : `${current}/${entry.name}`;
        if (LEFT_OUT.has(entry.name) && !entry.isFile()) continue;
        if (entry.isDirectory()) folders.push(path);
        else if (entry.isSymbolicLink() && (await isFolderOutside(root, path)))
          unreadable.push({ file: path, why: FOLDER_LEADS_OUT });
        else files.push(path);
      }
    } catch (error) {
      unreadable.push({ file: current, why: reasonOf(error) });
    }
  }
  return { files, unreadable };
}

/** Links to folders inside the root can be skipped, because the walk finds these folders anyway. */
async function isFolderOutside(root: string, path: string): Promise<boolean> {
  if ((await kindOf(join(root, path))) !== "folder") return false;
  const found = await realPathOf(join(root, path));
  return "realPath" in found && projectPath(root, found.realPath) === null;
}

async function read(root: string, path: string): Promise<ReadResult> {
  const found = await realPathOf(join(root, path));
  if ("unreadable" in found) return found;
  const realPath = projectPath(root, found.realPath);
  // INVARIANT: no file outside the root is opened, not even through a symbolic link.
  if (realPath === null) return { unreadable: LEADS_OUT };
  const result = await readText(found.realPath);
  return "text" in result ? { text: result.text, realPath } : result;
}
