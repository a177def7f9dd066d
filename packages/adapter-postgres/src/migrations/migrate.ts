/** Brings the schema up to date. */

import type { Driver, Session } from "../driver.ts";
import { SchemaTooNewError } from "../errors/errors.ts";
import { SCHEMA, type KnownSchema } from "./versions.ts";

/**
 * Creates the schema or brings it up to date, in one transaction. If it is up to date, nothing changes. If several
 * programs do this at once, one does the work and the others wait for it.
 *
 * @param schema - Quoted.
 * @throws SchemaTooNewError if the schema has a version that this package does not know. Nothing has changed then.
 */
export function migrate(driver: Driver, schema: string, known: KnownSchema = SCHEMA): Promise<void> {
  return driver.transaction(async (session) => {
    await session.script(startSql(schema));
    const { version, functionsHash } = await lastMigration(session, schema);
    const newest = known.versions.length;
    if (version > newest) throw new SchemaTooNewError(version, newest);
    if (version < newest || functionsHash !== newestHash(known)) {
      await session.script(upgradeSql(schema, known));
    }
  });
}

/** What `migrate` does, as one script for people who run it themselves. It fails if the schema is newer. */
export function migrationScript(schema: string): string {
  const refuseNewer = `
DO $$ BEGIN
IF EXISTS (SELECT FROM ${schema}.migrations WHERE version > ${SCHEMA.versions.length}) THEN
  RAISE EXCEPTION 'the schema is newer than this script';
END IF;
END $$;`;
  return ["BEGIN;", startSql(schema), refuseNewer, upgradeSql(schema, SCHEMA), "COMMIT;", ""].join("\n");
}

/** Its lock is held until the transaction ends. Without it, of two programs that find no schema one would fail. */
function startSql(schema: string): string {
  return `
DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtextextended('truce migration of ${schema}', 0)); END $$;
CREATE SCHEMA IF NOT EXISTS ${schema};
CREATE TABLE IF NOT EXISTS ${schema}.migrations (
  version integer PRIMARY KEY,
  functions_hash text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);`;
}

async function lastMigration(
  session: Session,
  schema: string,
): Promise<{ readonly version: number; readonly functionsHash: string | null }> {
  const text = `SELECT version::text, functions_hash FROM ${schema}.migrations ORDER BY version DESC LIMIT 1`;
  const [row] = await session.query({ name: null, text }, []);
  return { version: Number(row?.["version"] ?? 0), functionsHash: row?.["functions_hash"] ?? null };
}

/** Can be run on every version of the schema up to the newest. */
function upgradeSql(schema: string, known: KnownSchema): string {
  const tables = known.versions.map(
    (version, index) => `
DO $$ BEGIN
IF NOT EXISTS (SELECT FROM ${schema}.migrations WHERE version > ${index}) THEN
${version.tables(schema)}
END IF;
END $$;`,
  );
  const record = `
INSERT INTO ${schema}.migrations (version, functions_hash) VALUES (${known.versions.length}, '${newestHash(known)}')
ON CONFLICT (version) DO UPDATE SET functions_hash = EXCLUDED.functions_hash, applied_at = EXCLUDED.applied_at;
`;
  return [...tables, known.functions(schema), record].join("\n");
}

function newestHash({ versions }: KnownSchema): string | undefined {
  return versions.at(-1)?.functionsHash;
}
