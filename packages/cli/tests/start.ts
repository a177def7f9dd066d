/** Runs the command as a process. */

import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";

export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const BIN = join(import.meta.dirname, "../src/bin.ts");

/** Runs the command from its sources. */
export const COMMAND: readonly [string, ...string[]] = [process.execPath, "--conditions=@truce/source", BIN];

/** Starts the command with only the necessary variables in its environment. */
export function start(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): ChildProcessWithoutNullStreams {
  const [node, ...nodeArgs] = COMMAND;
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return spawn(node, [...nodeArgs, ...args], { cwd, env: { PATH, HOME, TMPDIR, SystemRoot, ...env } });
}

/** Runs the command to its end. */
export async function runProcess(
  args: readonly string[],
  cwd: string,
  { stdin = "", env = {} }: { readonly stdin?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const child = start(args, cwd, env);
  // A command that does not read its input may have ended already.
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  return await ended(child);
}

/** Waits for the end of a process. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
}
