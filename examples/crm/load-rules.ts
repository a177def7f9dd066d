/** Reads conflict rules from a file. */

import { basename, dirname } from "node:path";

import type { ConflictRules } from "@truce/core";
import { compileOrThrow } from "@truce/rules-dsl";
import { loadProject } from "@truce/rules-dsl/node";

/**
 * @param path - A `.conflicts` file. It can import files from its own folder and the folders below.
 * @throws UnreadableFilesError
 * @throws InvalidConflictsFileError with every mistake in the rules.
 */
export async function loadRules(path: string): Promise<ConflictRules> {
  const { files, ...project } = await loadProject([basename(path)], { root: dirname(path) });
  return compileOrThrow(files, project);
}
