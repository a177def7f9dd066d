/** The pages that explain the diagnostics: Markdown files of the package. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";

// The relative path is the same from the sources and from the build.
const FOLDER = join(import.meta.dirname, "../../diagnostics");

/** The address of the page that explains a diagnostic. */
export function diagnosticPageUrl(code: string): string {
  return `https://github.com/truce-events/truce/blob/main/packages/rules-dsl/diagnostics/${code}.md`;
}

/**
 * Reads the Markdown page that explains a diagnostic of this package or of the command; null if there is none.
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
