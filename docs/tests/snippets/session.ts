/** Terminal sessions in documents: commands, and what each command prints. */

import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root, type Snippet } from "./snippet.ts";

/** A line that begins with `$ `, and the lines before the next such line. */
export interface Step {
  readonly command: string;
  readonly output: string;
}

const PROMPT = "$ ";
const COMMAND = ["--conditions=@truce/source", join(root, "packages/cli/src/bin.ts")];
const GIT = ["-c", "user.name=A reader", "-c", "user.email=reader@example.org", "-c", "commit.gpgSign=false"];

/** Whether a block is a session. */
export function isSession({ language, code }: Snippet): boolean {
  return language === "text" && code.trimStart().startsWith(PROMPT);
}

/** The steps of a session, in order. */
export function stepsOf({ code }: Snippet): readonly Step[] {
  const [, ...steps] = `\n${code.trim()}\n`.split(`\n${PROMPT}`);
  return steps.map((step) => {
    const [command = "", ...output] = step.split("\n");
    return { command, output: output.join("\n") };
  });
}

/**
 * Runs a step in the folder of its document, and returns what it prints. `truce` is run from its sources. `cat` of one
 * file is how a document shows a file: the file is written as shown. If it exists, everything is committed first.
 */
export async function runStep({ command, output }: Step, folder: string): Promise<string> {
  const [program, ...args] = wordsOf(command);
  if (program === "truce") return await runTruce(args, folder);
  const [file] = args;
  if (program !== "cat" || file === undefined) throw new Error(`a session cannot run '${command}'`);
  const path = join(folder, file);
  if (existsSync(path)) commitAll(folder);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${output.trimEnd()}\n`);
  return output;
}

async function runTruce(args: readonly string[], cwd: string): Promise<string> {
  return await new Promise((resolve) => {
    const env = { PATH: process.env["PATH"] };
    execFile(process.execPath, [...COMMAND, ...args], { cwd, env }, (_error, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}

function commitAll(cwd: string): void {
  const git = (...args: readonly string[]): void => void execFileSync("git", [...GIT, ...args], { cwd });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message=before");
}

/** Splits a command into words as a shell does. Only single quotes are supported. */
function wordsOf(command: string): readonly string[] {
  return (command.match(/(?:'[^']*'|[^\s'])+/g) ?? []).map((word) => word.replaceAll("'", ""));
}
