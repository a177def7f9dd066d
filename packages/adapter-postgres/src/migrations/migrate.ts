/** Brings the schema up to date. */

import type { Driver, Session } from "../driver.ts";
import { SchemaTooNewError } from "../errors/errors.ts";
import { MIGRATIONS } from "./migrations.ts";

/**
 * Creates the schema, or leads it from whatever version it has to the newest, in one transaction. Run again, it does
 * nothing; run by many at once, one does the work and the others wait.
 *
 * @param schema - Quoted.
 * @throws SchemaTooNewError if the schema has a version that this package does not know.
 */
export function migrate(driver: Driver, schema: string): Promise<void> {
  return driver.transaction(async (session) => {
    await session.script(lockSql(schema));
    await session.script(migrationsTableSql(schema));
    const version = await schemaVersion(session, schema);
    if (version > MIGRATIONS.length) throw new SchemaTooNewError(version, MIGRATIONS.length);
    if (version < MIGRATIONS.length) await session.script(upgradeSql(schema, version));
  });
}

/** The whole schema as one script, for those who run it themselves. */
export function wholeSchemaSql(schema: string): string {
  return ["BEGIN;", lockSql(schema), migrationsTableSql(schema), upgradeSql(schema, 0), "COMMIT;", ""].join(
    "\n",
  );
}

/** Held until the transaction ends. Without it, two that find no schema would both create it, and one would fail. */
function lockSql(schema: string): string {
  return `DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtextextended('truce migration of ${schema}', 0)); END $$;`;
}

function migrationsTableSql(schema: string): string {
  return `
CREATE SCHEMA IF NOT EXISTS ${schema};
CREATE TABLE IF NOT EXISTS ${schema}.migrations (
  version integer PRIMARY KEY,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);`;
}

async function schemaVersion(session: Session, schema: string): Promise<number> {
  const text = `SELECT coalesce(max(version), 0)::text AS version FROM ${schema}.migrations`;
  const [row] = await session.query({ name: null, text }, []);
  return Number(row?.["version"]);
}

function upgradeSql(schema: string, from: number): string {
  return MIGRATIONS.slice(from)
    .map(
      (migration, index) => `${migration(schema)}
INSERT INTO ${schema}.migrations (version) VALUES (${from + index + 1});`,
    )
    .join("\n");
}
