/** Reads one ordinary file up to a size limit. */

import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { reasonOf } from "./reasons.ts";
import { realPathOf } from "./real-path.ts";

/** The content of a file, or why it cannot be read. */
export type BytesResult =
  | {
      /** The whole content. */
      readonly bytes: Uint8Array;
    }
  | {
      /** Why it cannot be read, as the end of a sentence: "is not an ordinary file". */
      readonly unreadable: string;
    };

export interface ReadLimit {
  readonly maxBytes: number;
  /** The reason for a larger file, as the end of a sentence. */
  readonly tooLong: string;
}

// O_NONBLOCK, because opening a pipe without a writer would wait forever. Windows has neither flag.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Reads a file by its real path. Does not follow the path if it has become a symbolic link since. */
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
 * Reads an ordinary file that need not belong to a project. Follows symbolic links. Never waits for a pipe or reads a device.
 *
 * @param maxBytes - The size limit.
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
  // The buffer has one byte more than the file. If that is filled too, the file has grown since.
  const buffer = new Uint8Array(stats.size + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length);
    if (bytesRead === 0) return { bytes: buffer.subarray(0, length) };
    length += bytesRead;
  }
  return { unreadable: "was written to while it was read" };
}
