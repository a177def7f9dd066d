import { lstat, realpath } from "node:fs/promises";
import { LEADS_NOWHERE, MISSING, NO_UTF8_NAME, reasonOf } from "./reasons.ts";

/** Node replaces bytes of a file name that are not UTF-8 with this character. */
const REPLACEMENT = "\u{FFFD}";

/** Resolves all symbolic links of a path; or returns why that fails, as the end of a sentence. */
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

/** Whether a path exists. A dangling link counts as existing. */
export async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
