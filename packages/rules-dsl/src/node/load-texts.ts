/** Texts that belong to a project besides its `.conflicts` files: tests of rules, say. */

import type { SourceFile } from "../source/source-text.ts";
import { openRoot } from "./open-root.ts";
import { readFiles } from "./read-files.ts";

/** Where texts are, and which. */
export interface LoadTextsOptions {
  /** The folder that nothing leaves: names of files are relative to it. */
  readonly root: string;
  /** What the names of the files end with that a folder stands for. */
  readonly ending: string;
}

/**
 * Reads texts of a project as `loadProject` reads its rules: nothing outside the root, no file over 4 MiB, all or none.
 * None at all is an empty list.
 *
 * @param patterns - Files, folders and patterns; every file below the root with the ending where there is none.
 *
 * @throws UnreadableFilesError (code `unreadable-files`) with every file that was asked for and cannot be read.
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
