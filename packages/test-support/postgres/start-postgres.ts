/** Starts a temporary PostgreSQL server for tests, mutants and benchmarks. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A running server. */
export interface PostgresServer {
  /** The URL of a superuser. */
  readonly url: string;
  /** Stops the server, unless it is the one in `DATABASE_URL`. */
  stop(): Promise<void>;
}

/** Starts a server in a process of its own. If `DATABASE_URL` names a server, uses that one instead. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined) return { url: given, stop: async () => {} };
  const child = spawn(process.execPath, [join(import.meta.dirname, "program.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
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
