/** From what a user calls a commit to the commit. */

import { MisuseError } from "../misuse-error.ts";
import { runGit } from "./run-git.ts";

/**
 * The hash of the commit that a branch, a tag, `HEAD~2` or part of a hash names; null where it names none.
 *
 * @throws MisuseError where the folder is in no repository.
 */
export async function commitOf(folder: string, ref: string): Promise<string | null> {
  const inRepository = await runGit(folder, ["rev-parse", "--git-dir"]);
  if ("problem" in inRepository)
    throw new MisuseError(`there is no git repository to compare with: ${inRepository.problem}`);
  // Nothing that begins with a dash names a commit, and git of older days would take it for an option.
  if (ref === "" || ref.startsWith("-")) return null;
  const result = await runGit(folder, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${ref}^{commit}`,
  ]);
  return "output" in result ? result.output.toString().trim() : null;
}
