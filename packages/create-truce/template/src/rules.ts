/** Reads the conflict rules when the program starts. */

import type { ConflictRules } from "@truce/core";
import { compileOrThrow } from "@truce/rules-dsl";
import { loadProject } from "@truce/rules-dsl/node";

/** @throws InvalidConflictsFileError with every mistake in the folder `rules`. */
export async function loadRules(): Promise<ConflictRules> {
  const { files, ...project } = await loadProject([], { root: `${import.meta.dirname}/../rules` });
  return compileOrThrow(files, project);
}
