/** A lock on a directory: a file beside it that names the process that holds the lock. */

import { open, readFile, unlink } from "node:fs/promises";
import { hostname } from "node:os";

import { DirectoryLockedError } from "../errors/errors.ts";

/** The holder of a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Identifies this lock, so that a process never releases the lock of another. */
  readonly token: string;
}

/**
 * Locks a directory. A lock is taken over if its process ran on this host and has ended. A lock from another host, or one
 * that cannot be read, is respected, because its process may be alive.
 *
 * @param path - Absolute, without a slash at the end.
 * @returns A function that releases the lock.
 * @throws DirectoryLockedError if the lock is held.
 */
export async function lockDirectory(path: string): Promise<() => Promise<void>> {
  const file = `${path}.truce-lock`;
  const own: Holder = { pid: process.pid, host: hostname(), token: crypto.randomUUID() };
  if (!(await create(file, own))) await takeOver(file, own);
  return async () => {
    if ((await read(file))?.token === own.token) await unlink(file);
  };
}

/** Only one process at a time may take over. Otherwise a second one could remove the lock that the first has just made. */
async function takeOver(file: string, own: Holder): Promise<void> {
  const guard = `${file}.takeover`;
  if (!(await create(guard, own))) {
    throw new DirectoryLockedError(
      `'${guard}' exists: another process is taking over the lock, or ended while doing so; if no process uses the directory, remove this file`,
      file,
    );
  }
  try {
    const holder = await read(file);
    if (!holder || isAlive(holder)) throw locked(file, holder);
    await unlink(file);
    if (!(await create(file, own))) throw locked(file, await read(file));
  } finally {
    await unlink(guard);
  }
}

/** False if the file exists. */
async function create(file: string, holder: Holder): Promise<boolean> {
  try {
    const handle = await open(file, "wx");
    try {
      await handle.writeFile(JSON.stringify(holder));
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** Undefined if the file is missing or has no valid content. */
async function read(file: string): Promise<Holder | undefined> {
  try {
    const holder = JSON.parse(await readFile(file, "utf8")) as Partial<Holder> | null;
    const { pid, host, token } = holder ?? {};
    return pid !== undefined && host !== undefined && token !== undefined ? { pid, host, token } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function isAlive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process is alive and belongs to another user.
    return !hasCode(error, "ESRCH");
  }
}

function locked(file: string, holder: Holder | undefined): DirectoryLockedError {
  const who = holder ? `process ${holder.pid} on '${holder.host}'` : "an unknown process";
  return new DirectoryLockedError(
    `the directory is in use by ${who}; if that process has ended, remove '${file}'`,
    file,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
