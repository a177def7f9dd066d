/**
 * Opens PGlite in a browser's IndexedDB, under a lock.
 *
 * PGlite itself takes no lock. Two tabs that open the same database both acknowledge the same versions, and the tab that
 * saves last overwrites the events of the other.
 */

import { InvalidInputError } from "@truce/core";

import { lockDatabase } from "./database-lock.ts";
import { openLocked, type OpenedPglite } from "./opened-pglite.ts";

/** Options of `openPglite`. */
export interface OpenPgliteOptions {
  /**
   * How many milliseconds to wait if another tab has the database open. Default: 1000, so that a page that is reloaded can
   * wait until its previous instance has ended. `Infinity` waits until the other tab is closed.
   */
  readonly lockTimeoutMs?: number | undefined;
}

/** With other characters, two names could mean the same database but have different locks. */
const DATABASE_NAME = /^[A-Za-z0-9_-]{1,100}$/;

/**
 * Opens PGlite in IndexedDB. The database is created if it does not exist. While it is open, this function opens it in no
 * other tab, window or worker of the same origin. The lock is a Web Lock, which ends with its tab or worker.
 *
 * Acknowledged events survive the end of the page. The browser does not flush them to the disk at once, so a power cut can
 * lose the last events. The browser may delete the database if space runs short, unless `navigator.storage.persist()`
 * was granted.
 *
 * @param database - The name of the database: 1 to 100 letters, digits, `_` and `-`.
 * @throws DatabaseLockedError if the database is open in this or another tab, window or worker.
 * @throws UnavailableError if there are no Web Locks: the page must be served over https or from localhost.
 * @throws InvalidInputError if the name or an option is not allowed.
 *
 * @example
 * ```ts
 * const { pglite, close } = await openPglite("crm");
 * const adapter = postgresAdapter({ pglite });
 * await adapter.migrate();
 * ```
 */
export async function openPglite(database: string, options: OpenPgliteOptions = {}): Promise<OpenedPglite> {
  const { lockTimeoutMs = 1000 } = options;
  if (!DATABASE_NAME.test(database)) {
    throw new InvalidInputError("database", "must have 1 to 100 letters (A-Z), digits, '_' and '-'");
  }
  if (!(lockTimeoutMs >= 0)) {
    throw new InvalidInputError("options.lockTimeoutMs", "must be a number of milliseconds, 0 or more");
  }
  return openLocked(`idb://${database}`, await lockDatabase(database, lockTimeoutMs));
}
