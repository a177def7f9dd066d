/** PGlite opened under a lock, which is released when PGlite is closed. */

import type { PgliteLike } from "./pglite.ts";

/** An instance of PGlite that holds the lock of its database. */
export interface OpenedPglite {
  /** Pass this to `postgresAdapter`. */
  readonly pglite: PgliteLike;
  /** Closes PGlite and releases the lock. A second call does nothing. */
  close(): Promise<void>;
  /** The same as `close()`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens PGlite. The caller holds the lock already.
 *
 * @param dataDir - As PGlite takes it: a path, or `idb://` and a name.
 * @param unlock - Releases the lock. It is called once: when PGlite is closed, or if it cannot be opened.
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
    const close = (): Promise<void> => (closing ??= closeOnce());
    return { pglite, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await unlock();
    throw error;
  }
}
