/** Writes a new text into a file that was read before. */

import { readFile, stat, writeFile } from "node:fs/promises";

/**
 * Replaces the text of a file. Its mode stays, and a symbolic link keeps leading to it.
 *
 * @param before - The text that was read. A file with any other text is left as it is, because another program has changed it.
 * @returns Whether the text was replaced.
 * @throws the error of the file system if the file cannot be read or written.
 */
export async function replaceFile(path: string, before: string, after: string): Promise<boolean> {
  // INVARIANT: only ordinary files are opened. Opening a pipe would wait for a writer.
  if (!(await stat(path)).isFile()) return false;
  if (!(await readFile(path)).equals(Buffer.from(before))) return false;
  await writeFile(path, after);
  return true;
}
