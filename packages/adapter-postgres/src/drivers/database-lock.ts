/** A lock on a browser database. It is a Web Lock, so it ends with the tab or worker that holds it, even if that crashes. */

import { UnavailableError } from "@truce/core/adapter";

import { DatabaseLockedError } from "../errors/errors.ts";

/**
 * Locks a database for all tabs, windows and workers of the same origin.
 *
 * @param timeoutMs - How many milliseconds to wait if the lock is held.
 * @returns A function that releases the lock.
 * @throws DatabaseLockedError if the lock is still held after that time.
 * @throws UnavailableError if the browser has no Web Locks here.
 */
export async function lockDatabase(database: string, timeoutMs: number): Promise<() => Promise<void>> {
  const name = `truce-pglite:${database}`;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: granted, resolve: grant, reject: refuse } = Promise.withResolvers<void>();
  const hold = async (lock: Lock | null): Promise<void> => {
    if (lock === null) throw locked(database, name);
    grant();
    await released;
  };
  const ended = lockManager().request(name, waitFor(timeoutMs), hold);
  // After the lock is granted this has no effect.
  ended.catch((error: unknown) => refuse(isTimeout(error) ? locked(database, name) : error));
  await granted;
  return async () => {
    release();
    await ended;
  };
}

function waitFor(timeoutMs: number): LockOptions {
  if (timeoutMs === 0) return { ifAvailable: true };
  return timeoutMs === Infinity ? {} : { signal: AbortSignal.timeout(timeoutMs) };
}

/** Its type says that it is always there, but pages without a secure connection have none. */
function lockManager(): LockManager {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (locks) return locks;
  throw new UnavailableError("Web Locks are not available: serve the page over https or from localhost");
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}

function locked(database: string, name: string): DatabaseLockedError {
  return new DatabaseLockedError(
    `the database '${database}' is already open in this or another tab, window or worker: close it there`,
    name,
  );
}
