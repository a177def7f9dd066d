/** Reads one `.conflicts` file as text. */

import { MAX_FILE_BYTES } from "../limits.ts";
import { readBytes } from "./read-bytes.ts";
import { decodeUtf8 } from "./utf8.ts";

/** The text of a file, or why it cannot be read. */
export type TextResult =
  | {
      /** The content of the file. */
      readonly text: string;
    }
  | {
      /** Why it cannot be read, as the end of a sentence: "is not UTF-8". */
      readonly unreadable: string;
    };

/** Reads a file by its real path. Does not follow the path if it has become a symbolic link since. */
export async function readText(realPath: string): Promise<TextResult> {
  const result = await readBytes(realPath, { maxBytes: MAX_FILE_BYTES, tooLong: TOO_LONG });
  return "bytes" in result ? decodeText(result.bytes) : result;
}

/** Decodes the bytes of a `.conflicts` file, including a byte order mark. Fails if they are over 4 MiB or not UTF-8. */
export function decodeText(bytes: Uint8Array): TextResult {
  if (bytes.length > MAX_FILE_BYTES) return { unreadable: TOO_LONG };
  const decoded = decodeUtf8(bytes);
  return "text" in decoded ? decoded : { unreadable: decoded.wrong };
}

const TOO_LONG = `has more than ${MAX_FILE_BYTES / 1024 / 1024} MiB: split the rules into several files`;
