/** The test database: pools and schemas. */

import { Pool } from "pg";
import { inject } from "vitest";

/** A pool on the server of this test run, whose sessions can have a name. The caller ends it. */
export function newPool(max = 10, applicationName?: string): Pool {
  const pool = new Pool({ connectionString: inject("databaseUrl"), max, application_name: applicationName });
  // Tests break connections on purpose.
  pool.on("error", () => {});
  return pool;
}

/** A schema name that no other test uses. */
export function newSchema(): string {
  return `test_${crypto.randomUUID().replaceAll("-", "_")}`;
}
