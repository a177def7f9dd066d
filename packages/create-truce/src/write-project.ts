/** Writes a project into a folder: all of it, or nothing. */

import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CreationError } from "./creation-error.ts";
import type { ProjectFiles } from "./project-files.ts";

/** A folder with only this counts as empty. */
const GIT = ".git";
/** The folder that the files are written to first has a name that begins with this. */
const UNFINISHED = ".create-truce-";

/**
 * Writes the files into a folder that is empty or does not exist. If something fails, the folder is left as it was.
 *
 * @throws CreationError if the folder is not empty, or the files cannot be written.
 */
export async function writeProject(folder: string, files: ProjectFiles): Promise<void> {
  let made: string | undefined;
  try {
    made = await mkdir(folder, { recursive: true });
    await checkEmpty(folder);
    await writeIn(folder, files);
  } catch (error) {
    if (made !== undefined) await removeMade(folder, made);
    if (error instanceof CreationError) throw error;
    throw new CreationError(`the project cannot be written: ${messageOf(error)}`, { cause: error });
  }
}

async function checkEmpty(folder: string): Promise<void> {
  const entries = (await readdir(folder)).filter((name) => name !== GIT);
  if (entries.length === 0) return;
  throw new CreationError(
    `'${folder}' is not empty: it has '${entries.toSorted()[0] ?? ""}'. Name a new folder, or an empty one`,
  );
}

/** Writes everything beside its place first, because a write can fail. Then moves it, and takes that back if it fails. */
async function writeIn(folder: string, files: ProjectFiles): Promise<void> {
  const unfinished = await mkdtemp(join(folder, UNFINISHED));
  const moved: string[] = [];
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(unfinished, path)), { recursive: true });
      await writeFile(join(unfinished, path), text, { flag: "wx" });
    }
    for (const name of await readdir(unfinished)) {
      await rename(join(unfinished, name), join(folder, name));
      moved.push(name);
    }
    await rmdir(unfinished);
  } catch (error) {
    for (const name of [...moved, unfinished.slice(folder.length + 1)])
      await rm(join(folder, name), { recursive: true, force: true });
    throw error;
  }
}

/** Removes the folders that were made for the project, from the inside out, as long as they are empty. */
async function removeMade(folder: string, outermost: string): Promise<void> {
  for (let at = folder; at.length >= outermost.length; at = dirname(at)) {
    try {
      await rmdir(at);
    } catch {
      return;
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
