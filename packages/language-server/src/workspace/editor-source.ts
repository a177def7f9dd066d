/** The files of a project as an editor sees them: what is open counts before what is on disk, and the disk is read once. */

import type { FilesBelow, ProjectSource, ReadResult } from "@truce/rules-dsl/node";
import { once } from "./once.ts";

/** A source that remembers what it has read. */
export interface EditorSource extends ProjectSource {
  /** Forgets what was read from disk. */
  forget(): void;
}

/** @param open - The texts that are open in the editor, by path from the root. It may change at any time. */
export function editorSource(disk: ProjectSource, open: () => ReadonlyMap<string, string>): EditorSource {
  const kinds = new Map<string, ReturnType<ProjectSource["kindOf"]>>();
  const folders = new Map<string, Promise<FilesBelow>>();
  const texts = new Map<string, Promise<ReadResult>>();
  return {
    async kindOf(path) {
      return open().has(path) ? "file" : await once(kinds, path, () => disk.kindOf(path));
    },
    async filesBelow(folder) {
      const { files, unreadable } = await once(folders, folder, () => disk.filesBelow(folder));
      const known = new Set(files);
      const added = [...open().keys()].filter((path) => !known.has(path) && isBelow(folder, path));
      return { files: [...files, ...added], unreadable };
    },
    async read(path) {
      const text = open().get(path);
      const onDisk = await once(texts, path, () => disk.read(path));
      if (text === undefined) return onDisk;
      return { text, realPath: "realPath" in onDisk ? onDisk.realPath : path };
    },
    forget() {
      for (const known of [kinds, folders, texts]) known.clear();
    },
  };
}

/** Folders that no project looks into. */
const LEFT_OUT = /(^|\/)(node_modules|\.git)\//;

function isBelow(folder: string, path: string): boolean {
  if (LEFT_OUT.test(path)) return false;
  return folder === "." || path.startsWith(`${folder}/`);
}
