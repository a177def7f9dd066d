/** From what a user calls a commit to the commit. */

import { runGit } from "./run-git.ts";

/** The hash of a commit, or why a name stands for none, as a sentence. */
export type NamedCommit = { readonly commit: string } | { readonly problem: string };

/** The commit that a branch, a tag, `HEAD~2` or part of a hash names, in the repository that a folder is in. */
export async function commitOf(folder: string, ref: string): Promise<NamedCommit> {
  const inRepository = await runGit(folder, ["rev-parse", "--git-dir"]);
  if ("problem" in inRepository) return inRepository;
  const problem = `git knows no commit '${ref}'`;
  // Nothing that begins with a dash names a commit, and git of older days would take it for an option.
  if (ref === "" || ref.startsWith("-")) return { problem };
  const found = await runGit(folder, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ]);
  if ("output" in found) return { commit: found.output.toString().trim() };
  return { problem: (await isShallow(folder)) ? problem + SHALLOW : problem };
}

const SHALLOW =
  " in this shallow clone: fetch more of its history, as 'fetch-depth: 0' of actions/checkout does";

async function isShallow(folder: string): Promise<boolean> {
  const answer = await runGit(folder, ["rev-parse", "--is-shallow-repository"]);
  return "output" in answer && answer.output.toString().trim() === "true";
}
