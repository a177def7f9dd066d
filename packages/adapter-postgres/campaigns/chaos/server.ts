/** Controls the process that runs the server. */

import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { HostAnswer, HostRequest } from "./postgres-host.ts";

export interface Server {
  /** The URL of a superuser. */
  readonly url: URL;
  /** Kills every process of the server at once. */
  kill(): Promise<void>;
  /** Starts it on the same directory. Fulfilled once it has recovered. */
  start(): Promise<void>;
  /** Starts it and kills it after this many milliseconds. */
  startAndKill(after: number): Promise<void>;
  /** Ends it, and removes its directory. */
  stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const host = fork(join(import.meta.dirname, "postgres-host.ts"), { execArgv: process.execArgv });
  const exited = once(host, "exit");

  async function answer(): Promise<HostAnswer> {
    const [message] = (await Promise.race([once(host, "message"), exited])) as readonly unknown[];
    if (typeof message !== "object" || message === null) throw new Error("PostgreSQL's host has ended");
    return message as HostAnswer;
  }

  async function ask(request: HostRequest): Promise<void> {
    const answered = answer();
    host.send(request);
    const message = await answered;
    if ("failed" in message) throw new Error(message.failed);
  }

  const first = await answer();
  if (!("url" in first)) throw new Error("PostgreSQL did not start");
  return {
    url: new URL(first.url),
    kill: () => ask({ kind: "kill" }),
    start: () => ask({ kind: "start" }),
    startAndKill: (after) => ask({ kind: "start and kill", after }),
    async stop() {
      host.disconnect();
      await exited;
    },
  };
}
