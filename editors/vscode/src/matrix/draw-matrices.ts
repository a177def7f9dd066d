/** Draws the matrices of a project by `truce matrix`. */

import { execFile } from "node:child_process";
import type { CommandLine } from "../truce/command-line.ts";

/** The pictures, or what the command says instead. */
export type Matrices = { readonly pictures: readonly string[] } | { readonly problem: string };

/** Makes the command line for arguments of `truce`; or says why it cannot. */
export type Truce = (args: readonly string[]) => CommandLine | { readonly problem: string };

/** One picture for each category with rules of its own, and one for all other streams. */
export async function drawMatrices(truce: Truce, folder: string): Promise<Matrices> {
  const whole = await run(truce(["matrix", "--format", "json"]), folder);
  if ("problem" in whole) return whole;
  const { category, otherCategories } = JSON.parse(whole.output) as {
    readonly category: string | null;
    readonly otherCategories: readonly string[];
  };
  const streams = [...otherCategories, category].map((name) => (name === null ? [] : ["--stream", name]));
  const drawn = await Promise.all(
    streams.map((stream) => run(truce(["matrix", "--format", "svg", ...stream]), folder)),
  );
  const problem = drawn.find((one) => "problem" in one);
  return problem ?? { pictures: drawn.flatMap((one) => ("output" in one ? [one.output] : [])) };
}

type Ended = { readonly output: string } | { readonly problem: string };

async function run(line: ReturnType<Truce>, cwd: string): Promise<Ended> {
  if ("problem" in line) return line;
  const { command, args, env } = line;
  const options = { cwd, env, maxBuffer: 64 * 1024 * 1024 };
  return await new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      const problem = `${stdout}${stderr}`.trim();
      resolve(error === null ? { output: stdout } : { problem: problem === "" ? error.message : problem });
    });
  });
}
