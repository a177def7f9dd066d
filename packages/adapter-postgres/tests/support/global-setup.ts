/** Starts one PostgreSQL server for all test files of a run, unless `DATABASE_URL` names a server. */

import { startPostgres } from "@truce/test-support/postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of a superuser. */
    readonly databaseUrl: string;
  }
}

/** @returns A function that stops the server. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide("databaseUrl", server.url);
  return () => server.stop();
}
