/** Puts a new text in the place of a file, whole or not at all. */

import { randomBytes } from "node:crypto";
import { open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { uninterrupted } from "./uninterrupted.ts";

/**
 * Replaces the text of a file: writes a new one beside it, and renames that over it. The mode stays, a symbolic link goes on
 * leading to the file, and a reader sees the old text or the new one.
 *
 * @param before - What was read. A file that says something else by now is left as it is.
 * @returns Whether the text was replaced.
 */
export async function replaceFile(path: string, before: string, after: string): Promise<boolean> {
  const target = await realpath(path);
  const stats = await stat(target);
  // INVARIANT: a device or a pipe is never replaced by a file.
  if (!stats.isFile()) return false;
  const { mode, uid, gid } = stats;
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
  return await uninterrupted(async () => {
    try {
      await writeWhole(beside, after, { mode: mode & 0o7777, uid, gid });
      if ((await readFile(target)).compare(Buffer.from(before)) !== 0) return false;
      await rename(beside, target);
      return true;
    } finally {
      await rm(beside, { force: true });
    }
  });
}

interface Rights {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

async function writeWhole(path: string, text: string, { mode, uid, gid }: Rights): Promise<void> {
  const handle = await open(path, "wx", 0o600);
  try {
    await handle.writeFile(text);
    const own = await handle.stat();
    // Only who may give files away can keep the owner; and giving away takes special bits of the mode.
    if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid).catch(() => {});
    await handle.chmod(mode);
    // Renamed before its text is on the disk, it could be empty after a crash.
    await handle.sync();
  } finally {
    await handle.close();
  }
}
