/** Writes new texts into the files of a project. */

import { join } from "node:path";
import type { Context } from "../base/context.ts";
import { codeOf } from "../base/failure.ts";
import { printable } from "../base/printable.ts";
import { replaceFile } from "./replace-file.ts";

/** A file's text, and the text that it should have. */
export interface ChangedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Replaces the text of every file. If one cannot be written, the reason goes to standard error, and the others are still
 * written.
 *
 * @returns The files that were written.
 */
export async function writeFiles<File extends ChangedFile>(
  changed: readonly File[],
  { io, root }: Pick<Context, "io" | "root">,
): Promise<readonly File[]> {
  const written: File[] = [];
  for (const file of changed) {
    const why = await write(root, file);
    if (why === null) written.push(file);
    else io.stderr.write(`truce: '${printable(file.file)}' ${why}\n`);
  }
  return written;
}

/** Why a file could not be written; null if it was written. */
async function write(root: string, { file, before, after }: ChangedFile): Promise<string | null> {
  try {
    const isReplaced = await replaceFile(join(root, file), before, after);
    return isReplaced ? null : "was changed by another program in the meantime, so it was not written";
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return `cannot be written: ${code}`;
  }
}
