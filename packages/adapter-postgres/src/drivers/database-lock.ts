/** A lock on a database of the browser: a Web Lock, which ends with the tab or worker that holds it, however that ends. */

import { UnavailableError } from "@truce/core";

import { DatabaseLockedError } from "../errors/errors.ts";

/**
 * Takes the lock of a database, for all tabs, windows and workers of the same origin.
 *
 * @param patience - The most milliseconds to wait for whoever holds it.
 * @returns What lets go of it.
 * @throws DatabaseLockedError if it is still held after that.
 * @throws UnavailableError where there are no Web Locks.
 */
export async function lockDatabase(database: string, patience: number): Promise<() => Promise<void>> {
  const name = `truce-pglite:${database}`;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: granted, resolve: grant, reject: refuse } = Promise.withResolvers<void>();
  const hold = async (lock: Lock | null): Promise<void> => {
    if (lock === null) throw locked(database, name);
    grant();
    await released;
  };
  const ended = lockManager().request(name, waitingFor(patience), hold);
  // Once the lock is granted nothing is refused any more.
  ended.catch((error: unknown) => refuse(isTimeout(error) ? locked(database, name) : error));
  await granted;
  return async () => {
    release();
    await ended;
  };
}

function waitingFor(patience: number): LockOptions {
  if (patience === 0) return { ifAvailable: true };
  return patience === Infinity ? {} : { signal: AbortSignal.timeout(patience) };
}

/** Absent where the page did not come by a secure connection, whatever its type says. */
function lockManager(): LockManager {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (locks) return locks;
  throw new UnavailableError(
    "without Web Locks no database is opened: serve the page by https, or from localhost",
  );
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}

function locked(database: string, name: string): DatabaseLockedError {
  return new DatabaseLockedError(
    `the database '${database}' is open in another tab, window or worker, or in this one: close it there`,
    name,
  );
}
