/** The stores that are measured, each in a database of its own. */

import { postgresAdapter, type PostgresAdapter, type PostgresAdapterOptions } from "@truce/adapter-postgres";
import { createEventStore, type EventStore, type EventStoreOptions } from "@truce/core";
import { Pool, type PoolClient } from "pg";

import type { NoteEvent } from "../postgres/notes.ts";
import type { EmmettTask } from "./emmett-turn.ts";
import { runEmmett } from "./emmett.ts";

/** An instance of the store, with a pool of its own, as in a process of its own. */
export interface Instance {
  readonly adapter: PostgresAdapter<PoolClient>;
  readonly store: EventStore<NoteEvent>;
  readonly pool: Pool;
}

export interface Field {
  open(options?: PostgresAdapterOptions, more?: Partial<EventStoreOptions<NoteEvent>>): Instance;
  /** Lets Emmett do something in its own database. */
  runEmmett(task: EmmettTask): Promise<unknown>;
  close(): Promise<void>;
}

export async function openField(databaseUrl: string): Promise<Field> {
  const admin = new Pool({ connectionString: databaseUrl });
  const suffix = crypto.randomUUID().replaceAll("-", "");
  const schema = `bench_processing_${suffix}`;
  const emmettDatabase = `bench_emmett_${suffix}`;
  const pools: Pool[] = [admin];
  admin.on("error", ignore);
  await postgresAdapter({ pool: admin }, { schema }).migrate();
  await admin.query(`CREATE TABLE ${schema}.effects (position bigint, note_id integer)`);
  await admin.query(`CREATE TABLE ${schema}.rows (key text PRIMARY KEY, notes integer NOT NULL)`);
  await admin.query(`CREATE DATABASE ${emmettDatabase}`);
  const emmettUrl = new URL(databaseUrl);
  emmettUrl.pathname = `/${emmettDatabase}`;
  return {
    runEmmett: (task) => runEmmett(emmettUrl.href, task),
    open(options = {}, more = {}) {
      const pool = new Pool({ connectionString: databaseUrl, options: `-c search_path=${schema}`, max: 10 });
      pool.on("error", ignore);
      pools.push(pool);
      const adapter = postgresAdapter<PoolClient>({ pool }, { schema, ...options });
      return { adapter, pool, store: createEventStore<NoteEvent>({ adapter, ...more }) };
    },
    async close() {
      await admin.query(`DROP SCHEMA ${schema} CASCADE`);
      await admin.query(`DROP DATABASE ${emmettDatabase} WITH (FORCE)`);
      for (const pool of pools) await pool.end();
    },
  };
}

/** A connection may be lost while the server stops. */
function ignore(): void {}
