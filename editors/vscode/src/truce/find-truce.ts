/** Finds the command `truce` whose server is used. Needs no VS Code, so it is tested without one. */

import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A command `truce`. */
export interface Truce {
  readonly from: "settings" | "project" | "extension";
  /** The absolute path of the program, without symbolic links. */
  readonly path: string;
}

/** Where a command may be. */
export interface Places {
  /** The setting `truce.path`; it is empty if it is not set. */
  readonly setting: string;
  /** The folders of the workspace: absolute paths. */
  readonly folders: readonly string[];
  /** Whether programs of the workspace may be run. */
  readonly isTrusted: boolean;
  /** The program in the extension: an absolute path. */
  readonly bundled: string;
}

/**
 * The command of the settings, otherwise the one that the project has installed, otherwise the one in the extension. In a
 * workspace that is not trusted, always the one in the extension.
 *
 * @returns A sentence for the user in `problem` if the setting names no file. Nothing else is used instead, because it could be
 * another version.
 */
export function findTruce({
  setting,
  folders,
  isTrusted,
  bundled,
}: Places): Truce | { readonly problem: string } {
  if (!isTrusted) return { from: "extension", path: bundled };
  if (setting !== "") {
    const path = resolve(folders[0] ?? "/", setting);
    return existsSync(path)
      ? { from: "settings", path: realpathSync(path) }
      : { problem: `There is no file '${path}'. Correct the setting truce.path, or remove it.` };
  }
  for (const folder of folders) {
    const path = installedAbove(folder);
    if (path !== null) return { from: "project", path };
  }
  return { from: "extension", path: bundled };
}

/** The command that a package manager has installed in a folder, or above it. */
function installedAbove(folder: string): string | null {
  for (let above = folder; ; above = dirname(above)) {
    const path = programOf(join(above, "node_modules/@truce/cli"));
    if (path !== null) return path;
    if (above === dirname(above)) return null;
  }
}

/** The program that the package names: its file in `.bin` is not one that every system can start. */
function programOf(installed: string): string | null {
  try {
    const { bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      readonly bin?: { readonly truce?: string };
    };
    return bin?.truce === undefined ? null : realpathSync(join(installed, bin.truce));
  } catch {
    // It is not installed, or not whole: then the next place counts.
    return null;
  }
}
