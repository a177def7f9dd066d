/**
 * Watches folders and all folders below them, except `node_modules` and `.git`. Each folder has its own watcher: a recursive
 * `fs.watch` would include `node_modules`, and on Linux the number of watchers is limited.
 */

import { watch, type FSWatcher } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, MisuseError, misuseOf } from "../../base/failure.ts";

export interface FolderWatch {
  /** Watches the folders that exist now. Folders that are added later are watched after the next call. */
  update(): Promise<void>;
  /** Settles after the next change, or immediately if there was one since the last call. */
  changed(): Promise<void>;
  close(): void;
}

const LEFT_OUT: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** Editors save a file in several steps, and Git changes many files. So wait until nothing has changed for a moment. */
const QUIET_MS = 50;
const MAX_WAIT_MS = 1000;

/**
 * A watch that has not started yet.
 *
 * @param roots - Folders that are watched with everything below them.
 * @param others - Folders that are watched without those below them, if they exist.
 */
export function watchFolders(roots: readonly string[], others: readonly string[]): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  let hasChanged = false;
  let onChange = (): void => {};
  const noteChange = (): void => {
    hasChanged = true;
    onChange();
  };

  function follow(folders: ReadonlyMap<string, string>): boolean {
    for (const [key, watcher] of watchers) {
      if (folders.has(key)) continue;
      watcher.close();
      watchers.delete(key);
    }
    const added = [...folders].filter(([key]) => !watchers.has(key));
    for (const [key, folder] of added) {
      const watcher = startWatcher(folder, noteChange);
      if (watcher !== null) watchers.set(key, watcher);
    }
    return added.length > 0;
  }

  return {
    async update() {
      // Walk again after adding watchers: a folder may have been added before its parent was watched.
      while (follow(await foldersBelow(roots, others)));
    },
    async changed() {
      if (!hasChanged) await new Promise<void>((resolve) => (onChange = resolve));
      await quietMoment((listener) => (onChange = listener));
      onChange = () => {};
      hasChanged = false;
    },
    close() {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

/** A watcher; null if the folder was removed, which the watcher of its parent reports. */
function startWatcher(folder: string, noteChange: () => void): FSWatcher | null {
  try {
    // Removing a folder can end its watcher with an error. That counts as a change.
    return watch(folder, noteChange).on("error", noteChange);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw misuseOf(error, `'${folder}' cannot be watched`);
  }
}

/** Waits until there was no change for a moment. */
async function quietMoment(listen: (listener: () => void) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(quiet);
      clearTimeout(longest);
      resolve();
    };
    const quiet = setTimeout(end, QUIET_MS);
    const longest = setTimeout(end, MAX_WAIT_MS);
    listen(() => quiet.refresh());
  });
}

/** Folders by their identity: one that was removed and made again needs a new watcher. */
async function foldersBelow(
  roots: readonly string[],
  others: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const root of roots) {
    if (!(await addFolder(found, root)))
      throw new MisuseError(`'${root}' cannot be watched: it does not exist`);
    const folders = [root];
    // Grows while it is walked.
    for (const folder of folders) {
      for (const name of await foldersIn(folder)) {
        const path = join(folder, name);
        if (await addFolder(found, path)) folders.push(path);
      }
    }
  }
  for (const folder of others) await addFolder(found, folder);
  return found;
}

async function addFolder(found: Map<string, string>, folder: string): Promise<boolean> {
  try {
    // A new folder can get the inode of a removed one, so the time of its creation counts too.
    const { dev, ino, birthtimeNs } = await stat(folder, { bigint: true });
    found.set(`${dev}:${ino}:${birthtimeNs}:${folder}`, folder);
    return true;
  } catch {
    return false;
  }
}

/** Links are not followed. A folder inside the root is found without them. */
async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !LEFT_OUT.has(entry.name)).map(({ name }) => name);
}
