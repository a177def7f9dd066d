/**
 * Watches folders and all folders below them, except `node_modules` and `.git`. Each folder has a watcher of its own:
 * `fs.watch` of a whole tree would watch what is installed too, which is more than Linux allows some users.
 */

import { watch, type FSWatcher } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../../error-code.ts";
import { MisuseError } from "../../misuse-error.ts";

export interface FolderWatch {
  /** Watches what is there now. Folders that are added later count from the next call on. */
  update(): Promise<void>;
  /** Settles after the next change, or at once if there was one since the last call. */
  changed(): Promise<void>;
  close(): void;
}

const LEFT_OUT: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** An editor saves a file in several steps, and Git changes many files: wait for a quiet moment, but not for long. */
const QUIET_MS = 50;
const MAX_WAIT_MS = 1000;

/**
 * A watch that has not begun.
 *
 * @param roots - Folders that are watched with everything below them.
 * @param others - Folders that are watched alone, if they are there.
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
      // A folder that was added before its parent was watched is found by walking once more.
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

/** A watcher; null if the folder is gone already, which its parent notices. */
function startWatcher(folder: string, noteChange: () => void): FSWatcher | null {
  try {
    // A folder that is removed can end its watcher with an error, which is a change like any other.
    return watch(folder, noteChange).on("error", noteChange);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return null;
    throw code === null ? error : new MisuseError(`'${folder}' cannot be watched: ${code}`);
  }
}

/** Waits until no change has come for a while. */
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

/** Folders by what they are: one that was removed and made again is another one, and needs another watcher. */
async function foldersBelow(
  roots: readonly string[],
  others: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const root of roots) {
    if (!(await addFolder(found, root)))
      throw new MisuseError(`'${root}' cannot be watched: it is not there`);
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
    // The number of a removed folder is given to the next one, so the time is needed too.
    const { dev, ino, birthtimeNs } = await stat(folder, { bigint: true });
    found.set(`${dev}:${ino}:${birthtimeNs}:${folder}`, folder);
    return true;
  } catch {
    return false;
  }
}

/** Links are not followed: what they lead to inside the root is found without them. */
async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !LEFT_OUT.has(entry.name)).map(({ name }) => name);
}
