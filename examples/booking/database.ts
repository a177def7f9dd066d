/** The database: PostgreSQL if there is a URL, and otherwise PGlite, which is PostgreSQL inside this process. */

import { PGlite } from "@electric-sql/pglite";
import { postgresAdapter, type PostgresAdapter } from "@truce/adapter-postgres";
import { openPglite } from "@truce/adapter-postgres/pglite-node";
import { Pool } from "pg";
import type { Queryable } from "./projections/json-table.ts";

export interface Database {
  /** Stores the events. */
  readonly adapter: PostgresAdapter;
  /** Reads the tables of the projections. */
  readonly tables: Queryable;
  close(): Promise<void>;
}

/**
 * @param url - Of PostgreSQL.
 * @param directory - Where PGlite keeps its files. Without it, everything is in memory and gone with the process.
 */
export async function openDatabase(url?: string, directory?: string): Promise<Database> {
  if (url !== undefined) {
    const pool = new Pool({ connectionString: url });
    // The pool replaces an idle connection that breaks. Without a listener, the error would end the process.
    pool.on("error", () => undefined);
    return { adapter: postgresAdapter({ pool }), tables: pool, close: () => pool.end() };
  }
  if (directory !== undefined) {
    const opened = await openPglite(directory);
    const { pglite } = opened;
    return { adapter: postgresAdapter({ pglite }), tables: pglite, close: () => opened.close() };
  }
  const pglite = await PGlite.create();
  return { adapter: postgresAdapter({ pglite }), tables: pglite, close: () => pglite.close() };
}
