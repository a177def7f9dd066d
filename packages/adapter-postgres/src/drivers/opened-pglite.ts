/** PGlite opened under a lock: the lock goes when PGlite does, and not before. */

import type { PgliteLike } from "./pglite.ts";

/** An instance of PGlite that holds the lock of its database. */
export interface OpenedPglite {
  /** To be handed to `postgresAdapter`. */
  readonly pglite: PgliteLike;
  /** Closes it and lets go of the lock. Called again, it does nothing. */
  close(): Promise<void>;
}

/**
 * Opens PGlite, whose lock is held already.
 *
 * @param dataDir - Where, in PGlite's own words: a path, or `idb://` and a name.
 * @param unlock - Lets go of the lock. Called once: when PGlite is closed, or could not be opened.
 */
export async function openLocked(dataDir: string, unlock: () => Promise<void>): Promise<OpenedPglite> {
  try {
    const { PGlite } = await import("@electric-sql/pglite");
    const pglite = await PGlite.create(dataDir);
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
