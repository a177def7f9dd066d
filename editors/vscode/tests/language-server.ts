/** Talks to a language server over standard input and output: only what a test of its start needs. */

import { spawn } from "node:child_process";

/** A message of the protocol. */
type Message = Readonly<Record<string, unknown>>;

/**
 * Starts a server, sends it requests, and waits for an answer to each, then for the server's end.
 *
 * @returns The answers, and what the server printed on standard error.
 */
export async function talk(
  [command, ...args]: readonly [string, ...string[]],
  messages: readonly Message[],
): Promise<{
  readonly answers: readonly Message[];
  readonly status: number | null;
  readonly stderr: string;
}> {
  const child = spawn(command, args, { env: { PATH: process.env["PATH"] } });
  const answers: Message[] = [];
  let unread = Buffer.alloc(0);
  let stderr = "";
  child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
  child.stdout.on("data", (part: Buffer) => {
    unread = Buffer.concat([unread, part]);
    for (;;) {
      const head = /^Content-Length: (?<length>\d+)(?:\r\n[^\r]+)*\r\n\r\n/.exec(unread.toString("latin1"));
      const length = Number(head?.groups?.["length"]);
      if (head === null || unread.length < head[0].length + length) return;
      const message = JSON.parse(
        unread.subarray(head[0].length, head[0].length + length).toString(),
      ) as Message;
      if ("id" in message && !("method" in message)) answers.push(message);
      unread = unread.subarray(head[0].length + length);
    }
  });
  for (const message of messages) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { answers, status, stderr };
}
