/** Starts the server of a project as a process, and sends requests to it. */

import { once } from "node:events";
import { onTestFinished } from "vitest";
import { killPrograms, startProgram, type Program } from "../process-tree.ts";
import { freePort } from "./free-port.ts";

/** A process that prints the address it listens on. */
export interface Server {
  readonly url: string;
  /** Everything that was printed. */
  printed(): string;
  /** Waits until the text is printed, after what was printed when `since` was called. */
  until(text: string, since?: number): Promise<void>;
  /** @returns The exit status; null if a signal ended the process. */
  stop(signal: "SIGINT" | "SIGTERM" | "SIGKILL"): Promise<number | null>;
}

/**
 * Starts the server. If the test ends without stopping it, it is killed.
 *
 * @param env - Settings of the server, besides the port.
 */
export async function startServer(
  folder: string,
  command: readonly [string, ...(readonly string[])],
  env: NodeJS.ProcessEnv,
): Promise<Server> {
  const port = await freePort();
  const [file, ...args] = command;
  const child = startProgram(file, args, {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: undefined, ...env, PORT: `${port}` },
  });
  onTestFinished(killPrograms);
  const server = serverOf(child, `http://127.0.0.1:${port}`);
  await server.until("Listening on");
  return server;
}

function serverOf(child: Program, url: string): Server {
  let printed = "";
  let onPrinted = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
      onPrinted();
    });
  }
  const exited = once(child, "exit") as Promise<[number | null]>;
  return {
    url,
    printed: () => printed,
    async until(text, since = 0) {
      const seen = new Promise<void>((resolve) => {
        onPrinted = () => {
          if (printed.includes(text, since)) resolve();
        };
        onPrinted();
      });
      await Promise.race([
        seen,
        exited.then(() => {
          throw new Error(`the server ended before it printed '${text}':\n${printed}`);
        }),
      ]);
    },
    async stop(signal) {
      child.kill(signal);
      const [status] = await exited;
      return status;
    },
  };
}

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly etag: string | null;
  readonly body: unknown;
}

/** Sends a GET, or a POST if there is a body. */
export async function send(
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const post = { method: "POST", body: JSON.stringify(body), headers };
  const response = await fetch(url, body === undefined ? {} : post);
  return {
    status: response.status,
    type: response.headers.get("Content-Type"),
    etag: response.headers.get("ETag"),
    body: await response.json(),
  };
}
