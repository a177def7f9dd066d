import type { SourceFile } from "../source/source-text.ts";
import { openRoot } from "./open-root.ts";
import { readFiles } from "./read-files.ts";

/** Options of `loadTexts`. */
export interface LoadTextsOptions {
  /** The root folder. File names are relative to it, and no file outside it is read. */
  readonly root: string;
  /** The end of a file name, which selects files from a folder. */
  readonly ending: string;
}

/**
 * Reads other texts of a project, such as rule tests, under the same restrictions as `loadProject`. Returns an empty list if
 * there are no such files.
 *
 * @param patterns - Files, folders and patterns. If there are none, every file below the root with the ending.
 *
 * @throws UnreadableFilesError (code `unreadable-files`) with every requested file that cannot be read.
 *
 * @example
 * ```ts
 * const tests = await loadTexts([], { root: ".", ending: ".conflicts.test.yaml" });
 * ```
 */
export async function loadTexts(
  patterns: readonly string[],
  { root: folder, ending }: LoadTextsOptions,
): Promise<readonly SourceFile[]> {
  const { root, source, fromRoot } = await openRoot(folder);
  const files = await readFiles(source, patterns.map(fromRoot), { root, given: [], ending });
  return files.map(({ file, text }) => ({ file, text }));
}
