/** Reads the conflict rules when the program starts. */

import type { ConflictRules } from "@truce/core";
import { compileOrThrow } from "@truce/rules-dsl";
import { loadProject } from "@truce/rules-dsl/node";

/** @throws InvalidConflictsFileError with every mistake in `booking.conflicts`. */
export async function loadRules(): Promise<ConflictRules> {
  const { files, ...project } = await loadProject(["booking.conflicts"], { root: import.meta.dirname });
  return compileOrThrow(files, project);
}
