/** The test database: pools and schemas. */

import { Pool } from "pg";
import { inject } from "vitest";

/** A pool on the server of this test run. The caller ends it. */
export function newPool(max = 10): Pool {
  const pool = new Pool({ connectionString: inject("databaseUrl"), max });
  // Tests break connections on purpose.
  pool.on("error", () => {});
  return pool;
}

/** A schema name that no other test uses. */
export function newSchema(): string {
  return `test_${crypto.randomUUID().replaceAll("-", "_")}`;
}
