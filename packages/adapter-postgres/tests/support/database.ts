/** The test database: pools, and schemas of one's own. */

import { Pool } from "pg";
import { inject } from "vitest";

/** A pool on the server of this run. Its owner ends it. */
export function newPool(max = 10): Pool {
  const pool = new Pool({ connectionString: inject("databaseUrl"), max });
  // Tests break connections on purpose.
  pool.on("error", () => {});
  return pool;
}

/** A name that no other test has. */
export function newSchema(): string {
  return `test_${crypto.randomUUID().replaceAll("-", "_")}`;
}
