/** Writes a file that does not exist yet. */

import { mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf, misuseOf } from "../base/failure.ts";

/**
 * Writes a new file, and makes its folder if there is none. Never overwrites anything.
 *
 * @param name - What messages call the file.
 * @returns False if the name is taken, also by a symbolic link that leads nowhere.
 * @throws MisuseError if the file or its folder cannot be written.
 */
export async function createFile(path: string, name: string, text: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw misuseOf(error, `the folder of '${name}' cannot be made`);
  });
  try {
    const handle = await open(path, "wx");
    try {
      await handle.writeFile(text);
    } catch (error) {
      // On a full disk, a part of the text may have been written.
      await rm(path, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw misuseOf(error, `'${name}' cannot be written`);
  }
}
