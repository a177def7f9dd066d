/** Writes a file that is not there yet, whole or not at all. */

import { randomBytes } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { codeOf } from "../error-code.ts";
import { isThere } from "./is-there.ts";
import { uninterrupted } from "./uninterrupted.ts";

/** What says that a file system has no links. */
const NO_LINKS: ReadonlySet<string | null> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/**
 * Writes a new file: it appears with its whole text, and never in the place of another.
 *
 * @throws what the file system says: EEXIST if the name is taken, even by a link that leads nowhere.
 */
export async function createFile(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  await uninterrupted(async () => {
    try {
      await writeWhole(beside, text);
      await link(beside, path).catch(async (error: unknown) => {
        // All file systems can rename; that it takes no other's place is seen to a moment before.
        if (!NO_LINKS.has(codeOf(error))) throw error;
        if (await isThere(path)) throw Object.assign(new Error(`'${path}' is there`), { code: "EEXIST" });
        await rename(beside, path);
      });
    } finally {
      await rm(beside, { force: true });
    }
  });
}

async function writeWhole(path: string, text: string): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(text);
    // With a name before its text is on the disk, it could be empty after a crash.
    await handle.sync();
  } finally {
    await handle.close();
  }
}
