/** Where a path leads, links followed. */

import { lstat, realpath } from "node:fs/promises";
import { LEADS_NOWHERE, MISSING, NO_UTF8_NAME, reasonOf } from "./reasons.ts";

/** What Node puts in the place of bytes of a name that are not UTF-8. */
const REPLACEMENT = "\u{FFFD}";

/** The real path, or why there is none, as the end of a sentence. */
export async function realPathOf(
  path: string,
): Promise<{ readonly realPath: string } | { readonly unreadable: string }> {
  try {
    return { realPath: await realpath(path) };
  } catch (error) {
    const why = reasonOf(error);
    if (why !== MISSING) return { unreadable: why };
    if (await isThere(path)) return { unreadable: LEADS_NOWHERE };
    return { unreadable: path.includes(REPLACEMENT) ? NO_UTF8_NAME : why };
  }
}

/** Whether there is something by this name, be it a link that leads nowhere. */
export async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
