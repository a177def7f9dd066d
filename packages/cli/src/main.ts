/** The run of the process: its arguments, its streams, its exit status. */

import { fstatSync } from "node:fs";
import { codeOf } from "./error-code.ts";
import { MISUSE } from "./exit-status.ts";
import type { Io, Output } from "./io.ts";
import { MisuseError } from "./misuse-error.ts";
import { printable } from "./printable.ts";
import { run } from "./run.ts";

/** The file descriptor. */
const STDIN = 0;

export async function main(): Promise<void> {
  const status = await run(process.argv.slice(2), ioOfProcess());
  // Output that could not be written has set it already.
  process.exitCode ??= status;
}

function ioOfProcess(): Io {
  return {
    get cwd() {
      return workingFolder();
    },
    env: process.env,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    readStdin,
    interrupted,
  };
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new MisuseError("the folder that this was started in is not there any more: name one with --root");
  }
}

function outputTo(stream: NodeJS.WriteStream): Output {
  let isOpen = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    isOpen = false;
    // A reader that has read enough (`truce check | head`) is no error: the command goes on, and what it ends with counts.
    if (error.code === "EPIPE") return;
    process.exitCode = MISUSE;
    if (stream !== process.stderr)
      process.stderr.write(`truce: the output cannot be written: ${printable(error.message)}\n`);
  });
  return {
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : null,
    write(text) {
      if (isOpen) stream.write(text);
    },
  };
}

/** @throws MisuseError where it cannot be read. */
async function readStdin(limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Node takes a folder for an input that has ended.
    if (fstatSync(STDIN).isDirectory())
      throw new MisuseError("standard input cannot be read: it is a folder");
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) break;
    }
  } catch (error) {
    const code = codeOf(error);
    throw code === null ? error : new MisuseError(`standard input cannot be read: ${code}`);
  }
  return Buffer.concat(chunks);
}

async function interrupted(): Promise<void> {
  await new Promise<void>((resolve) => {
    // The handlers stay: a signal that arrives twice must not end the process half-way either.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve());
  });
}
