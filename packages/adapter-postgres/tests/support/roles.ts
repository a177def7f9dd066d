/** Roles, and pools that connect as them. */

import { Pool } from "pg";
import { inject } from "vitest";

/** Creates a role that can log in, and a pool that connects as it. The caller ends the pool. */
export async function newRole(admin: Pool, name: string): Promise<Pool> {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  await admin.query(`CREATE ROLE ${quoted} LOGIN PASSWORD 'secret'`);
  const url = new URL(inject("databaseUrl"));
  url.username = encodeURIComponent(name);
  url.password = "secret";
  const pool = new Pool({ connectionString: url.href, max: 4 });
  pool.on("error", () => {});
  return pool;
}
