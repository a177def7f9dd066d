/** Writes formatted texts to their files. */

import { join } from "node:path";
import type { Context } from "../context.ts";
import { codeOf } from "../error-code.ts";
import { CLEAN, MISUSE, type ExitStatus } from "../exit-status.ts";
import { printable } from "../printable.ts";
import { count } from "../report/counts.ts";
import type { FormattedFile } from "./format-all.ts";
import { replaceFile } from "./replace-file.ts";

/** Replaces every file, and says which; one that cannot be written is no reason to leave the others. */
export async function writeAll(
  changed: readonly FormattedFile[],
  all: number,
  { io, root }: Pick<Context, "io" | "root">,
): Promise<ExitStatus> {
  let written = 0;
  for (const file of changed) {
    const why = await write(root, file);
    if (why === null) {
      io.stdout.write(`formatted ${printable(file.file)}\n`);
      written += 1;
    } else {
      io.stderr.write(`truce: '${printable(file.file)}' ${why}\n`);
    }
  }
  if (all > 0) io.stdout.write(`${written} of ${count(all, "file")} changed\n`);
  return written === changed.length ? CLEAN : MISUSE;
}

/** Why a file could not be written; null where it was. */
async function write(root: string, { file, before, after }: FormattedFile): Promise<string | null> {
  try {
    const isReplaced = await replaceFile(join(root, file), before, after);
    return isReplaced ? null : "was changed by another program meanwhile, and is left as it is";
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return `cannot be written: ${code}`;
  }
}
