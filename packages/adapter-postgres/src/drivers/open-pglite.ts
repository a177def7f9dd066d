/**
 * Opens PGlite in a directory, under a lock.
 *
 * PGlite itself takes none: two processes that open the same directory both acknowledge the same versions, and ruin it.
 */

import { mkdir } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { lockDirectory } from "./directory-lock.ts";
import type { PgliteLike } from "./pglite.ts";

/** An instance of PGlite that holds the lock of its directory. */
export interface OpenedPglite {
  /** To be handed to `postgresAdapter`. */
  readonly pglite: PgliteLike;
  /** Closes it and lets go of the lock. Called again, it does nothing. */
  close(): Promise<void>;
}

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
  const unlock = await lockDirectory(path);
  try {
    const { PGlite } = await import("@electric-sql/pglite");
    const pglite = await PGlite.create(path);
    let closing: Promise<void> | undefined;
    const closeOnce = async (): Promise<void> => {
      try {
        await pglite.close();
      } finally {
        await unlock();
      }
    };
    return { pglite, close: () => (closing ??= closeOnce()) };
  } catch (error) {
    await unlock();
    throw error;
  }
}
