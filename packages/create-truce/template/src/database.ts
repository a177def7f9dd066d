/** The database: PostgreSQL if there is a URL, and otherwise PGlite, which is PostgreSQL inside this process. */

import { PGlite } from "@electric-sql/pglite";
import { postgresAdapter, type PostgresAdapter } from "@truce/adapter-postgres";
import { openPglite } from "@truce/adapter-postgres/pglite-node";
import { Pool } from "pg";

/** What PostgreSQL and PGlite have in common: a database, or an open transaction. */
export interface Queryable {
  query(sql: string, parameters?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
}

export interface Database {
  /** Stores the events. */
  readonly adapter: PostgresAdapter;
  /** Reads the tables of the projections. */
  readonly tables: Queryable;
  close(): Promise<void>;
}

export function openPostgres(url: string): Database {
  // Without these, requests would wait for ever for a server that does not answer.
  const pool = new Pool({ connectionString: url, connectionTimeoutMillis: 5_000, statement_timeout: 30_000 });
  // The pool replaces an idle connection that breaks. Without a listener, the error would end the process.
  pool.on("error", (error) => console.error(error.message));
  return { adapter: postgresAdapter({ pool }), tables: pool, close: () => pool.end() };
}

/** Keeps the data in a directory, which one process can have open. */
export async function openDirectory(directory: string): Promise<Database> {
  const { pglite, close } = await openPglite(directory);
  return { adapter: postgresAdapter({ pglite }), tables: pglite, close };
}

/** Keeps the data in memory, for tests. */
export async function openMemory(): Promise<Database> {
  const pglite = await PGlite.create();
  return { adapter: postgresAdapter({ pglite }), tables: pglite, close: () => pglite.close() };
}
