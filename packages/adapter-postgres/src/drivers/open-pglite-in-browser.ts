/**
 * Opens PGlite in a browser's IndexedDB, under a lock.
 *
 * PGlite itself takes none: two tabs that open the same database both acknowledge the same versions, and whoever saves
 * last wipes out what the other has acknowledged.
 */

import { InvalidInputError } from "@truce/core";

import { lockDatabase } from "./database-lock.ts";
import { openLocked, type OpenedPglite } from "./opened-pglite.ts";

/** Options of `openPglite`. */
export interface OpenPgliteOptions {
  /**
   * The most milliseconds to wait for another tab that has the database open: 1000 unless set, so that a page which is
   * loaded again finds its own former self gone. `Infinity` waits until the other one is closed.
   */
  readonly patience?: number | undefined;
}

/** Other characters could name the same database in several ways, and each would have a lock of its own. */
const DATABASE_NAME = /^[A-Za-z0-9_-]{1,100}$/;

/**
 * Opens PGlite in IndexedDB, in a database that is created if need be. As long as it is open nobody else of the same
 * origin opens it by this function: the lock is a Web Lock, which ends with its tab or worker, however that ends.
 *
 * What was acknowledged survives the end of the page. The browser does not flush it to the disk at once, so a power cut can
 * cost the last events; and it may delete all of it when space runs short, unless `navigator.storage.persist()` was
 * granted.
 *
 * @param database - Its name: letters, digits, `_` and `-`, at most 100.
 * @throws DatabaseLockedError if it is open in another tab, window or worker, or in this one.
 * @throws UnavailableError where there are no Web Locks: the page must come by https, or from localhost.
 * @throws InvalidInputError for a name or an option that is not allowed.
 *
 * @example
 * ```ts
 * const { pglite, close } = await openPglite("crm");
 * const adapter = postgresAdapter({ pglite });
 * await adapter.migrate();
 * ```
 */
export async function openPglite(database: string, options: OpenPgliteOptions = {}): Promise<OpenedPglite> {
  const { patience = 1000 } = options;
  if (!DATABASE_NAME.test(database)) {
    throw new InvalidInputError("database", "must have 1 to 100 letters (A-Z), digits, '_' and '-'");
  }
  if (!(patience >= 0)) {
    throw new InvalidInputError("options.patience", "must be a number of milliseconds from 0 up");
  }
  return openLocked(`idb://${database}`, await lockDatabase(database, patience));
}
