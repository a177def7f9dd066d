/** Runs the command with the arguments and the streams of the process, and sets its exit status. */

import { fstatSync } from "node:fs";
import { MISUSE } from "./base/exit-status.ts";
import { misuseOf, MisuseError } from "./base/failure.ts";
import type { Io, Output } from "./base/io.ts";
import { printable } from "./base/printable.ts";
import { run } from "./run.ts";

const STDIN_DESCRIPTOR = 0;

export async function main(): Promise<void> {
  const status = await run(process.argv.slice(2), ioOfProcess());
  // If output could not be written, the status is set already.
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
    streams: () => ({ input: process.stdin, output: process.stdout }),
    interrupted,
  };
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new MisuseError("the working folder does not exist any more: name a folder with --root");
  }
}

function outputTo(stream: NodeJS.WriteStream): Output {
  let isOpen = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    isOpen = false;
    // It is no error if the reader stops early (`truce check | head`): the command goes on, and its own status counts.
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

/** @throws MisuseError if it cannot be read. */
async function readStdin(limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Node would read a folder as empty input.
    if (fstatSync(STDIN_DESCRIPTOR).isDirectory())
      throw new MisuseError("standard input cannot be read: it is a folder");
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) break;
    }
  } catch (error) {
    throw misuseOf(error, "standard input cannot be read");
  }
  return Buffer.concat(chunks);
}

async function interrupted(): Promise<void> {
  await new Promise<void>((resolve) => {
    // The handlers stay, so that a second signal does not end the process half-way either.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve());
  });
}
