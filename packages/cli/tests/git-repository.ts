/** A real git repository, for one test file. */

import { execFileSync } from "node:child_process";
import { projectFolder, type ProjectFolder } from "@truce/test-support";

export interface GitRepository extends ProjectFolder {
  git(...args: readonly string[]): string;
  /** Commits all files, and returns the hash. */
  commit(): string;
}

/** A repository with these files, which are not committed yet. */
export async function gitRepository(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<GitRepository> {
  const folder = await projectFolder(files);
  const git = (...args: readonly string[]): string =>
    execFileSync("git", [...IDENTITY, ...args], { cwd: folder.root, encoding: "utf8", env: ALONE }).trim();
  git("init", "--quiet", "--initial-branch=main");
  const commit = (): string => {
    git("add", "--all", "--force");
    git("commit", "--quiet", "--allow-empty", "--message=a commit");
    return git("rev-parse", "HEAD");
  };
  return { ...folder, git, commit };
}

const IDENTITY = [
  "-c",
  "user.name=A tester",
  "-c",
  "user.email=tester@example.org",
  "-c",
  "commit.gpgSign=false",
];
/** Without the configuration of the user, and without the variables of a surrounding git process. */
const ALONE = { PATH: process.env["PATH"], GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
