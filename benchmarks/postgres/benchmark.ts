/** Measures the PostgreSQL adapter through an event store, against INSERTs that check nothing. */

import { postgresAdapter } from "@truce/adapter-postgres";
import { createEventStore } from "@truce/core";
import { startPostgres } from "@truce/test-support/postgres";

import type { Report } from "../report.ts";
import { environmentOf } from "./environment.ts";
import { INCOMING_TYPES, measureFarBehind } from "./far-behind.ts";
import { rules, type NoteEvent } from "./notes.ts";
import { openPool } from "./pool.ts";
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
  const pool = openPool(server.url);
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
    return { environment: await environmentOf(server.url), tables: [single, throughput, ...behind] };
  } finally {
    for (const schema of Object.values(schemas)) await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await pool.end();
    await server.stop();
  }
}
