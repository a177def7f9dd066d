import { runGitSync, type GitResult } from "./run-git.ts";

/**
 * Reads a file of a commit, as the commit has it.
 *
 * @param file - From the folder, with `/` between its parts.
 */
export function fileOfCommit(folder: string, commit: string, file: string): GitResult {
  return runGitSync(folder, ["cat-file", "blob", `${commit}:${file.startsWith("../") ? "" : "./"}${file}`]);
}

/** Whether a commit has a file. */
export function hasFile(folder: string, commit: string, file: string): boolean {
  return "output" in fileOfCommit(folder, commit, file);
}
