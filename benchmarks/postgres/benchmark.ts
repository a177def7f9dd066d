/** Measures the PostgreSQL adapter through an event store, against INSERTs that check nothing. */

import { postgresAdapter } from "@truce/adapter-postgres";
import { createEventStore } from "@truce/core";
import { startPostgres } from "@truce/test-support/postgres";
import { availableParallelism, cpus } from "node:os";
import { Pool } from "pg";

import type { Report } from "../report.ts";
import { INCOMING_TYPES, measureFarBehind } from "./far-behind.ts";
import { rules, type NoteEvent } from "./notes.ts";
import { createPlainTable, fillStream } from "./plain-table.ts";
import { measureSingleAppend } from "./single-append.ts";
import { SIZES } from "./sizes.ts";
import { measureThroughput } from "./throughput.ts";

/** @param onTurn - Called with a description of what is measured next. */
export async function benchmarkPostgres(
  size: keyof typeof SIZES,
  onTurn: (what: string) => void,
): Promise<Report> {
  const sizes = SIZES[size];
  onTurn("starting PostgreSQL");
  const server = await startPostgres();
  const pool = new Pool({ connectionString: server.url });
  // A server that stops can break idle connections before the pool has closed them.
  pool.on("error", () => {});
  const suffix = crypto.randomUUID().replaceAll("-", "");
  const schemas = { store: `bench_store_${suffix}`, plain: `bench_plain_${suffix}` };
  try {
    const adapter = postgresAdapter({ pool }, { schema: schemas.store });
    await adapter.migrate();
    const store = createEventStore<NoteEvent>({ adapter, rules });
    const plain = await createPlainTable(pool, schemas.plain);
    const single = await measureSingleAppend(store, plain, sizes, onTurn);
    const throughput = await measureThroughput(store, plain, sizes, onTurn);
    for (const type of INCOMING_TYPES) {
      onTurn(`filling the stream for ${type}`);
      await fillStream(pool, schemas.store, `behind-${type}`, "NotePinned", sizes.farBehind);
    }
    const behind = await measureFarBehind(store, (type) => `behind-${type}`, sizes, onTurn);
    return { environment: await environment(pool), tables: [single, throughput, ...behind] };
  } finally {
    for (const schema of Object.values(schemas)) await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await pool.end();
    await server.stop();
  }
}

async function environment(pool: Pool): Promise<Readonly<Record<string, string>>> {
  const { rows } = await pool.query<{ version: string; commit: string }>(
    "SELECT current_setting('server_version') AS version, current_setting('synchronous_commit') AS commit",
  );
  return {
    Processor: `${cpus()[0]?.model ?? "unknown"} (${availableParallelism()} usable)`,
    "Node.js": process.versions.node,
    PostgreSQL: rows[0]?.version ?? "unknown",
    synchronous_commit: rows[0]?.commit ?? "unknown",
  };
}
