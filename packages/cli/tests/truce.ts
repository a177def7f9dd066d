/** Runs the command in this process, with its own environment. */

import type { ExitStatus } from "../src/base/exit-status.ts";
import type { Io, Output } from "../src/base/io.ts";
import { run } from "../src/run.ts";

export interface Run {
  readonly status: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  readonly cwd: string;
  readonly env?: Io["env"];
  readonly stdin?: string | Uint8Array;
  readonly isTerminal?: boolean;
  readonly columns?: number;
}

/** One run of the command. */
export async function truce(
  args: readonly string[],
  { cwd, env = {}, stdin = "", isTerminal = false, columns }: World,
): Promise<Run> {
  const written = { stdout: "", stderr: "" };
  const output = (name: keyof typeof written): Output => ({
    isTerminal,
    columns: columns ?? null,
    write: (text) => {
      written[name] += text;
    },
  });
  const readStdin = async (): Promise<Uint8Array> =>
    typeof stdin === "string" ? new TextEncoder().encode(stdin) : stdin;
  const outputs = { stdout: output("stdout"), stderr: output("stderr") };
  const interrupted = (): Promise<void> => new Promise(() => {});
  const streams = (): never => {
    throw new Error("a command that talks to a program is tested as a process");
  };
  const status = await run(args, { cwd, env, ...outputs, readStdin, streams, interrupted });
  return { status, ...written };
}
