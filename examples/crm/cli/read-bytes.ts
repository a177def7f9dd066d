/** Files that the user named. */

import { readFileSync } from "node:fs";

import { printable } from "./printable.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError if there is no such file, or it cannot be read. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const file = printable(path);
    if (code === "ENOENT") throw new UsageError(`there is no file '${file}'; check the path`, { cause });
    if (code === "EISDIR") throw new UsageError(`'${file}' is a directory; name a file in it`, { cause });
    throw new UsageError(`'${file}' cannot be read (${code ?? "unknown error"}); check its permissions`, {
      cause,
    });
  }
}
