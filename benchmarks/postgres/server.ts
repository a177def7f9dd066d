/** The server: the one that `DATABASE_URL` names, or one that is started for the occasion, with its own defaults. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/**
 * PostgreSQL runs under a process of its own: the package that starts it ends its process with exit code 0, whatever
 * has happened there. It is the program that the adapter's tests use.
 */
const PROGRAM = join(import.meta.dirname, "../../packages/adapter-postgres/tests/support/postgres-server.ts");

/** A server, until it is stopped. */
export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined) return { url: given, async stop() {} };
  const child = spawn(process.execPath, [PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [url] = (await Promise.race([once(lines, "line"), exited])) as readonly unknown[];
  if (typeof url !== "string") throw new Error("PostgreSQL did not start");
  return {
    url,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
