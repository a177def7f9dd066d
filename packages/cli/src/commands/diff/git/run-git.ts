/** Runs git: without a shell, and never with a user's word in the place of an option. */

import { execFile, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { codeOf } from "../../../base/failure.ts";

/** The output of git, or its error message. */
export type GitResult = { readonly output: Buffer } | { readonly problem: string };

/** More output than this is an error. */
const MAX_OUTPUT = 1024 * 1024 * 1024;

/**
 * The folder in which the process of git is started. Windows, or a PATH with `.` in it, would run a program `git` of this
 * folder. A project may contain such a file, but the folder of Node is trusted anyway.
 */
const TRUSTED_FOLDER = dirname(process.execPath);

/**
 * What Git sets for a hook. These would also apply to folders of which they are not true: to a project below the top of the
 * repository, and to a submodule. So git finds the repository from the folder, as it does outside of a hook.
 */
const OF_A_REPOSITORY: ReadonlySet<string> = new Set([
  ...["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_INDEX_FILE"],
  ...["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_IMPLICIT_WORK_TREE"],
]);

function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_A_REPOSITORY.has(name)));
}

/**
 * Runs git in a folder.
 *
 * @param folder - Absolute.
 */
export async function runGit(
  folder: string,
  args: readonly string[],
  { input = "", env = {} }: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<GitResult> {
  return await new Promise((resolve) => {
    const options = {
      cwd: TRUSTED_FOLDER,
      encoding: "buffer",
      maxBuffer: MAX_OUTPUT,
      env: { ...environment(), ...env },
    } as const;
    const child = execFile("git", ["-C", folder, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ output: stdout });
      else if (codeOf(error) === "ENOENT") resolve({ problem: NOT_INSTALLED });
      else resolve({ problem: firstLine(stderr.toString()) || error.message });
    });
    // If git fails early, it does not read its input.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

/** Runs git and waits for it: a hook of Node that loads a module cannot be asynchronous. */
export function runGitSync(folder: string, args: readonly string[]): GitResult {
  const { error, status, stdout, stderr } = spawnSync("git", ["-C", folder, ...args], {
    cwd: TRUSTED_FOLDER,
    maxBuffer: MAX_OUTPUT,
    env: environment(),
  });
  if (error !== undefined) return { problem: codeOf(error) === "ENOENT" ? NOT_INSTALLED : error.message };
  return status === 0 ? { output: stdout } : { problem: firstLine(stderr.toString()) };
}

const NOT_INSTALLED = "git is not installed, or not in the PATH";

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").replace(/^(fatal|error): /, "");
}
