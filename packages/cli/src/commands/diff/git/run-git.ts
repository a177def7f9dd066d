/** Calls git: never over a shell, and never with something of the user's that it could take for an option. */

import { execFile } from "node:child_process";
import { dirname } from "node:path";
import { codeOf } from "../../../error-code.ts";

/** What git printed, or what it said is wrong. */
export type GitResult = { readonly output: Buffer } | { readonly problem: string };

/** More than this is never read from git at once. */
const MAX_OUTPUT = 1024 * 1024 * 1024;

/**
 * Where git is started. Windows looks for a program there before it looks into PATH, and so does a PATH with `.` in it: a
 * project may have a file `git.exe`, the folder of Node is as trusted as Node.
 */
const TRUSTED_FOLDER = dirname(process.execPath);

/** Runs git in a folder, which is absolute. */
export async function runGit(folder: string, args: readonly string[], input = ""): Promise<GitResult> {
  return await new Promise((resolve) => {
    const options = { cwd: TRUSTED_FOLDER, encoding: "buffer", maxBuffer: MAX_OUTPUT } as const;
    const child = execFile("git", ["-C", folder, ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ output: stdout });
      else if (codeOf(error) === "ENOENT") resolve({ problem: "git is not installed, or not in the PATH" });
      else resolve({ problem: firstLine(stderr.toString()) || error.message });
    });
    // Git that fails early does not read its input.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").replace(/^(fatal|error): /, "");
}
