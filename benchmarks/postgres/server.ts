/** Provides the PostgreSQL server in `DATABASE_URL`, or starts a temporary one with default settings. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/**
 * Starts PostgreSQL in a child process, because the package that does so ends its own process with exit code 0, even
 * after an error. The tests of the adapter use the same program.
 */
const PROGRAM = join(import.meta.dirname, "../../packages/adapter-postgres/tests/support/postgres-server.ts");

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
