/** Talks to a language server over standard input and output: only what a test of its start needs. */

import { spawn } from "node:child_process";

/** A message of the protocol. */
type Message = Readonly<Record<string, unknown>>;

/** What a server has said, and how it has ended. */
interface Talk {
  /** The answers to the requests, in their order. */
  readonly answers: readonly Message[];
  readonly status: number | null;
  readonly stderr: string;
}

/** Starts a server and sends it messages, each after the answer to the one before. The last one must end it. */
export async function talk(
  [command, ...args]: readonly [string, ...string[]],
  messages: readonly Message[],
): Promise<Talk> {
  const child = spawn(command, args, { env: { PATH: process.env["PATH"] } });
  const answers: Message[] = [];
  const unsent = [...messages];
  let unread = Buffer.alloc(0);
  let stderr = "";

  const send = (): void => {
    for (let message = unsent.shift(); message !== undefined; message = unsent.shift()) {
      const body = JSON.stringify({ jsonrpc: "2.0", ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      if ("id" in message) return;
    }
  };
  child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
  child.stdout.on("data", (part: Buffer) => {
    unread = Buffer.concat([unread, part]);
    for (;;) {
      const [head, length] =
        /^Content-Length: (\d+)(?:\r\n[^\r]+)*\r\n\r\n/.exec(unread.toString("latin1")) ?? [];
      if (head === undefined || unread.length < head.length + Number(length)) return;
      const end = head.length + Number(length);
      const message = JSON.parse(unread.subarray(head.length, end).toString()) as Message;
      unread = unread.subarray(end);
      // The server may also ask and tell.
      if (!("id" in message) || "method" in message) continue;
      answers.push(message);
      send();
    }
  });
  send();
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { answers, status, stderr };
}
