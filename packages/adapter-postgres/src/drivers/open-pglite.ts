/**
 * Opens PGlite in a directory, under a lock.
 *
 * PGlite itself takes no lock. Two processes that open the same directory both acknowledge the same versions, and corrupt
 * the data.
 */

import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { lockDirectory } from "./directory-lock.ts";
import { openLocked, type OpenedPglite } from "./opened-pglite.ts";

/**
 * Opens PGlite in a directory. The directory is created if it does not exist. The lock is a file beside it, with the same
 * name and `.truce-lock` added. It is never taken from a process that is alive or may be alive.
 *
 * PGlite does not flush to the disk (`fsync` is off). Acknowledged events survive the end of the process, but a power cut
 * or a crash of the system can lose the last events or the whole directory. Keep backups, or use PostgreSQL.
 *
 * @throws DirectoryLockedError if this or another process has the directory open.
 *
 * @example
 * ```ts
 * const { pglite, close } = await openPglite("./data/crm");
 * const adapter = postgresAdapter({ pglite });
 * ```
 */
export async function openPglite(directory: string): Promise<OpenedPglite> {
  const path = resolve(directory);
  await mkdir(dirname(path), { recursive: true });
  return openLocked(path, await lockDirectory(path));
}
