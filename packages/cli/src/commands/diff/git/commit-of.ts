/** Finds the commit that a user names. */

import { runGit } from "./run-git.ts";

/** The hash of a commit. Or that there is no such commit, in a clone that may be shallow. Or why git cannot answer. */
export type NamedCommit =
  | { readonly hash: string }
  | { readonly isMissing: true; readonly isShallow: boolean }
  | { readonly problem: string };

/** The commit that a branch, a tag, `HEAD~2` or a part of a hash names, in the repository that contains a folder. */
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
  if ("output" in found) return { hash: found.output.toString().trim() };
  return { isMissing: true, isShallow: await isShallow(folder) };
}

async function isShallow(folder: string): Promise<boolean> {
  const answer = await runGit(folder, ["rev-parse", "--is-shallow-repository"]);
  return "output" in answer && answer.output.toString().trim() === "true";
}
