/** One PostgreSQL server for all mutants that need one. Starting it takes longer than running most mutants. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

/** A running server. */
export interface PostgresServer {
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

const program = resolve(import.meta.dirname, "../../adapter-postgres/tests/support/postgres-server.ts");

/** Starts the server that the adapter's tests use. If `DATABASE_URL` names a server, uses that one instead. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined) return { databaseUrl: given, stop: async () => {} };
  const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [databaseUrl] = (await Promise.race([once(lines, "line"), exited])) as readonly unknown[];
  if (typeof databaseUrl !== "string") throw new Error("PostgreSQL did not start");
  return {
    databaseUrl,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}
