/** The run of the process: its arguments, its streams, its exit status. */

import type { Writable } from "node:stream";
import type { Io, Output } from "./io.ts";
import { run } from "./run.ts";

export async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), ioOfProcess());
}

function ioOfProcess(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    readStdin,
  };
}

/** A reader that closes its end (`truce check | head`) is no error: what is left is for nobody. */
function outputTo(stream: Writable & { readonly isTTY?: boolean; readonly columns?: number }): Output {
  let isClosed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isClosed = true;
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? null,
    write(text) {
      if (!isClosed) stream.write(text);
    },
  };
}

async function readStdin(limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  return Buffer.concat(chunks);
}
