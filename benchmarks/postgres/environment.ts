import { availableParallelism, cpus } from "node:os";

import { openPool } from "./pool.ts";

/** The machine, and the versions and the durability of what is measured. */
export async function environmentOf(databaseUrl: string): Promise<Readonly<Record<string, string>>> {
  const pool = openPool(databaseUrl);
  try {
    const { rows } = await pool.query<{ version: string; commit: string }>(
      "SELECT current_setting('server_version') AS version, current_setting('synchronous_commit') AS commit",
    );
    return {
      Processor: `${cpus()[0]?.model ?? "unknown"} (${availableParallelism()} usable)`,
      "Node.js": process.versions.node,
      PostgreSQL: rows[0]?.version ?? "unknown",
      synchronous_commit: rows[0]?.commit ?? "unknown",
    };
  } finally {
    await pool.end();
  }
}
