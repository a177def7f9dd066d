/** Reads one file as text, and never more of it than a `.conflicts` file may have. */

import { MAX_FILE_BYTES } from "../syntax/parse.ts";
import { readBytes } from "./read-bytes.ts";
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

/** The text of a file, by its real path: one that has become a symbolic link since is not followed. */
export async function readText(realPath: string): Promise<TextResult> {
  const result = await readBytes(realPath, { maxBytes: MAX_FILE_BYTES, tooLong: TOO_LONG });
  return "bytes" in result ? decodeText(result.bytes) : result;
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
