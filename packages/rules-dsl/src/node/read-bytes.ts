/** Reads one ordinary file, and never more of it than it may have. */

import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { reasonOf } from "./reasons.ts";
import { realPathOf } from "./real-path.ts";

/** What is in a file, or why that cannot be told. */
export type BytesResult =
  | {
      /** All of it. */
      readonly bytes: Uint8Array;
    }
  | {
      /** What keeps it from being read, as the end of a sentence: "is not an ordinary file". */
      readonly unreadable: string;
    };

/** How much a file may have. */
export interface ReadLimit {
  readonly maxBytes: number;
  /** What is said of one that has more, as the end of a sentence. */
  readonly tooLong: string;
}

// To open a pipe that nobody writes to would wait for ever. Windows knows none of these flags.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** What is in a file, by its real path: one that has become a symbolic link since is not followed. */
export async function readBytes(realPath: string, limit: ReadLimit): Promise<BytesResult> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(realPath, FLAGS);
    return await readOpened(handle, limit);
  } catch (error) {
    return { unreadable: reasonOf(error) };
  } finally {
    await handle?.close();
  }
}

/**
 * Reads a file that need not belong to a project, wherever links lead: all of it, and only if it is an ordinary file. No pipe
 * is waited for, and no device is read.
 *
 * @param maxBytes - What it may have at most.
 *
 * @example
 * ```ts
 * const result = await readOrdinaryFile("events.json", 1024 * 1024);
 * ```
 */
export async function readOrdinaryFile(path: string, maxBytes: number): Promise<BytesResult> {
  const found = await realPathOf(path);
  if ("unreadable" in found) return found;
  return await readBytes(found.realPath, {
    maxBytes,
    tooLong: `has more than ${maxBytes / 1024 / 1024} MiB`,
  });
}

async function readOpened(handle: FileHandle, { maxBytes, tooLong }: ReadLimit): Promise<BytesResult> {
  const stats = await handle.stat();
  if (stats.isDirectory()) return { unreadable: "is a folder" };
  if (!stats.isFile()) return { unreadable: "is not an ordinary file" };
  if (stats.size > maxBytes) return { unreadable: tooLong };
  // One byte more than there should be: were it filled too, half a file would be taken for a whole one.
  const buffer = new Uint8Array(stats.size + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length);
    if (bytesRead === 0) return { bytes: buffer.subarray(0, length) };
    length += bytesRead;
  }
  return { unreadable: "was written to while it was read" };
}
