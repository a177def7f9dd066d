/** Finds the commit that a user means. */

import { runGit } from "./run-git.ts";

/** The hash of a commit; or that there is none, in a clone that may be shallow; or why git cannot answer. */
export type NamedCommit =
  | { readonly commit: string }
  | { readonly isMissing: true; readonly isShallow: boolean }
  | { readonly problem: string };

/** The commit that a branch, a tag, `HEAD~2` or part of a hash names, in the repository that a folder is in. */
export async function commitOf(folder: string, ref: string): Promise<NamedCommit> {
  const inRepository = await runGit(folder, ["rev-parse", "--git-dir"]);
  if ("problem" in inRepository) return inRepository;
  // A name that begins with a dash is never a commit, and an old git would take it for an option.
  if (ref === "" || ref.startsWith("-")) return { isMissing: true, isShallow: false };
  const found = await runGit(folder, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ]);
  if ("output" in found) return { commit: found.output.toString().trim() };
  return { isMissing: true, isShallow: await isShallow(folder) };
}

async function isShallow(folder: string): Promise<boolean> {
  const answer = await runGit(folder, ["rev-parse", "--is-shallow-repository"]);
  return "output" in answer && answer.output.toString().trim() === "true";
}
