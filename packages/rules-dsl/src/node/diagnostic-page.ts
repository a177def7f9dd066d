/** The pages that explain the diagnostics: Markdown files of the package. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";

// As far from the sources as from the build.
const FOLDER = join(import.meta.dirname, "../../diagnostics");

/**
 * The page that explains a diagnostic of this package or of the command, in Markdown; null where there is none.
 *
 * @param code - Such as `CF2005`.
 */
export async function diagnosticPage(code: string): Promise<string | null> {
  if (!/^CF\d{4}$/.test(code)) return null;
  try {
    return await readFile(join(FOLDER, `${code}.md`), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
