/** A lock on a directory that outlives nobody: held by a file beside it, with the process that made it written inside. */

import { open, readFile, unlink } from "node:fs/promises";
import { hostname } from "node:os";

import { DirectoryLockedError } from "../errors/errors.ts";

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells this lock from all others, so that nobody lets go of one that is not theirs. */
  readonly token: string;
}

/**
 * Takes the lock of a directory. A lock whose process has ended on this host is taken over; any other is respected, also
 * one from another host, or one that can't be read: from here nobody can tell whether its process is alive.
 *
 * @param path - Absolute, without a slash at the end.
 * @returns What lets go of it.
 * @throws DirectoryLockedError if it is taken.
 */
export async function lockDirectory(path: string): Promise<() => Promise<void>> {
  const file = `${path}.truce-lock`;
  const own: Holder = { pid: process.pid, host: hostname(), token: crypto.randomUUID() };
  if (!(await create(file, own))) await takeOver(file, own);
  return async () => {
    if ((await read(file))?.token === own.token) await unlink(file);
  };
}

/** Only one at a time may take over: a second one could otherwise remove the lock that the first has just made. */
async function takeOver(file: string, own: Holder): Promise<void> {
  const guard = `${file}.takeover`;
  if (!(await create(guard, own))) {
    throw new DirectoryLockedError(
      `'${guard}' exists: another process is taking the lock over, or died doing so; if none is running, remove it`,
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

/** Undefined if there is none, or none that makes sense. */
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
    // EPERM: it is alive, and somebody else's.
    return !hasCode(error, "ESRCH");
  }
}

function locked(file: string, holder: Holder | undefined): DirectoryLockedError {
  const who = holder ? `process ${holder.pid} on '${holder.host}'` : "a process that can't be named";
  return new DirectoryLockedError(
    `the directory is in use by ${who}; if that has ended, remove '${file}'`,
    file,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
