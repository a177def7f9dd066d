/**
 * Opens PGlite in a directory, under a lock.
 *
 * PGlite itself takes none: two processes that open the same directory both acknowledge the same versions, and ruin it.
 */

import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { lockDirectory } from "./directory-lock.ts";
import { openLocked, type OpenedPglite } from "./opened-pglite.ts";

/**
 * Opens PGlite in a directory, which is created if need be. The lock is a file beside it, named after it with
 * `.truce-lock` added; it is never taken from a process that is alive, or may be.
 *
 * PGlite does not flush to the disk (`fsync` is off): what was acknowledged survives the end of the process, but a power
 * cut or a crash of the system can cost the last events or the whole directory. Keep copies, or use PostgreSQL.
 *
 * @throws DirectoryLockedError if another process has it open, or this one.
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
