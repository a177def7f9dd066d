/** Reads one file as text, and never more of it than a `.conflicts` file may have. */

import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { MAX_FILE_BYTES } from "../syntax/parse.ts";
import { reasonOf } from "./reasons.ts";
import { decodeUtf8 } from "./utf8.ts";

/** A text, or why there is none. */
export type TextResult =
  | {
      /** What is in the file. */
      readonly text: string;
    }
  | {
      /** What keeps it from being read, as the end of a sentence: "is not UTF-8". */
      readonly unreadable: string;
    };

// To open a pipe that nobody writes to would wait for ever. Windows knows none of these flags.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** The text of a file, by its real path: one that has become a symbolic link since is not followed. */
export async function readText(absolutePath: string): Promise<TextResult> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(absolutePath, FLAGS);
    return await readOpened(handle);
  } catch (error) {
    return { unreadable: reasonOf(error) };
  } finally {
    await handle?.close();
  }
}

/**
 * The text of the bytes of a `.conflicts` file, a byte order mark included; or what keeps them from being one: too many of
 * them, or something that is not UTF-8.
 */
export function decodeText(bytes: Uint8Array): TextResult {
  if (bytes.length > MAX_FILE_BYTES) return { unreadable: TOO_LONG };
  const decoded = decodeUtf8(bytes);
  return "text" in decoded ? decoded : { unreadable: decoded.wrong };
}

const TOO_LONG = `has more than ${MAX_FILE_BYTES / 1024 / 1024} MiB: rules can be spread over several files`;

async function readOpened(handle: FileHandle): Promise<TextResult> {
  const stats = await handle.stat();
  if (stats.isDirectory()) return { unreadable: "is a folder" };
  if (!stats.isFile()) return { unreadable: "is not an ordinary file" };
  if (stats.size > MAX_FILE_BYTES) return { unreadable: TOO_LONG };
  // One byte more than there should be: were it filled too, half a file would be taken for a whole one.
  const buffer = new Uint8Array(stats.size + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length);
    if (bytesRead === 0) return decodeText(buffer.subarray(0, length));
    length += bytesRead;
  }
  return { unreadable: "was written to while it was read" };
}
