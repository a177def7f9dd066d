/** Starts one PostgreSQL server for all test files of a run, unless `DATABASE_URL` names a server. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of a superuser. */
    readonly databaseUrl: string;
  }
}

/**
 * The server is started by a separate process, because the package that starts it ends its process with exit code 0 even
 * if tests have failed.
 *
 * @returns A function that stops the server.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined) {
    project.provide("databaseUrl", given);
    return async () => {};
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, "postgres-server.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const [databaseUrl] = (await Promise.race([once(lines, "line"), exited])) as readonly unknown[];
  if (typeof databaseUrl !== "string") throw new Error("PostgreSQL did not start");
  project.provide("databaseUrl", databaseUrl);
  return async () => {
    child.stdin.end();
    await exited;
  };
}
