/** Starts the proxy that delays the network, in a process of its own. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface Proxy {
  /** The server's URL, by the proxy. */
  readonly url: string;
  stop(): Promise<void>;
}

export async function startDelayProxy(serverUrl: string): Promise<Proxy> {
  const url = new URL(serverUrl);
  const program = join(import.meta.dirname, "delay-proxy.ts");
  const child = spawn(process.execPath, [program, url.port || "5432"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [port] = (await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    exited,
  ])) as readonly unknown[];
  if (typeof port !== "string") throw new Error("the delaying proxy did not start");
  url.port = port;
  return {
    url: url.href,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
