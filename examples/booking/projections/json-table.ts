/** A table of the application for the rows of a projection, as JSON. */

import type { ProjectionTable } from "@truce/core";

/** What PostgreSQL and PGlite have in common: a pool, a client, a database in this process, or an open transaction. */
export interface Queryable {
  query(sql: string, parameters?: string[]): Promise<{ readonly rows: readonly unknown[] }>;
}

/** @param name - The name of the table. It is part of the SQL, so it must not come from users. */
export function jsonTable<Row>(
  name: string,
): ProjectionTable<Row, Queryable> & { create(database: Queryable): Promise<void> } {
  return {
    async create(database) {
      // If several programs start at once, one creates the table, and the others wait for it.
      await database.query(`DO $$ BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('${name}'));
        CREATE TABLE IF NOT EXISTS ${name} (key text PRIMARY KEY, row jsonb NOT NULL);
      END $$`);
    },
    async load(keys, database) {
      const { rows } = await database.query(
        `SELECT key, row FROM ${name} WHERE key IN (SELECT jsonb_array_elements_text($1))`,
        [JSON.stringify(keys)],
      );
      return new Map((rows as readonly { key: string; row: Row }[]).map(({ key, row }) => [key, row]));
    },
    async save(rows, transaction) {
      const kept = [...rows].filter(([, row]) => row !== null);
      const deleted = [...rows].filter(([, row]) => row === null);
      await transaction.query(
        `INSERT INTO ${name} SELECT key, value FROM jsonb_each($1)
         ON CONFLICT (key) DO UPDATE SET row = excluded.row`,
        [JSON.stringify(Object.fromEntries(kept))],
      );
      await transaction.query(`DELETE FROM ${name} WHERE key IN (SELECT jsonb_array_elements_text($1))`, [
        JSON.stringify(deleted.map(([key]) => key)),
      ]);
    },
  };
}
