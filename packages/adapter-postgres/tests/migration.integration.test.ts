/** Migration: the tables are made once, changed functions reach databases that exist, and a newer schema is refused. */

import { PGlite } from "@electric-sql/pglite";
import { afterAll, describe, expect, test } from "vitest";

import { driverFor } from "../src/connection.ts";
import { postgresAdapter, schemaSql, type PostgresAdapter } from "../src/index.ts";
import { migrate } from "../src/migrations/migrate.ts";
import { SCHEMA, type KnownSchema } from "../src/migrations/versions.ts";
import { newPool, newSchema } from "./support/database.ts";
import { request } from "./support/requests.ts";

const pool = newPool(20);
afterAll(() => pool.end());

/** Ten programs that start at the same time. */
async function migrateTenTimes(schema: string): Promise<void> {
  const adapters = Array.from({ length: 10 }, () => postgresAdapter({ pool }, { schema }));
  await Promise.all(adapters.map((adapter) => adapter.migrate()));
}

test("if ten programs migrate at once all succeed, and the schema is made once", async () => {
  const schema = newSchema();
  await migrateTenTimes(schema);
  const { rows } = await pool.query(`SELECT version FROM ${schema}.migrations`);
  expect(rows).toEqual([{ version: 1 }]);
});

test("a migration that is run again changes nothing, neither the functions nor the record of it", async () => {
  const schema = newSchema();
  const adapter = postgresAdapter({ pool }, { schema });
  const rowVersions = async (): Promise<unknown> => {
    const { rows } = await pool.query(`
      SELECT proname::text AS name, xmin::text FROM pg_proc WHERE pronamespace = '${schema}'::regnamespace
      UNION ALL SELECT version::text, xmin::text FROM ${schema}.migrations ORDER BY name`);
    return rows;
  };
  await adapter.migrate();
  await adapter.append(request());
  const before = await rowVersions();
  await adapter.migrate();
  expect(await rowVersions()).toEqual(before);
  expect(await adapter.append(request({ expectedVersion: 1 }))).toMatchObject({ firstVersion: 2 });
});

describe("another version of this package", () => {
  /** Its function `matches` finds no conflict at all, so an append shows whose functions there are. */
  function withBlindFunctions(versions: KnownSchema["versions"]): KnownSchema {
    return {
      versions,
      functions: (schema) => SCHEMA.functions(schema).replace("RETURN true;", "RETURN false;"),
    };
  }
  const [first] = SCHEMA.versions;
  const older = withBlindFunctions([{ ...first, functionsHash: "older" }]);
  const newer = withBlindFunctions([
    first,
    {
      tables: (schema) => `ALTER TABLE ${schema}.events ADD COLUMN note text;`,
      functionsHash: "newer",
    },
  ]);

  async function isBlind(adapter: PostgresAdapter): Promise<boolean> {
    const streamId = `client-${crypto.randomUUID()}`;
    const conflictsWith = [{ type: "A", where: [{ path: ["x"], operator: "=" as const, value: 1 }] }];
    await adapter.append(request({ streamId }));
    const { kind } = await adapter.append(request({ streamId, expectedVersion: 0, conflictsWith }));
    return kind === "merged";
  }

  test("that is older: its functions are replaced, once, though ten programs start at the same time", async () => {
    const schema = newSchema();
    const adapter = postgresAdapter({ pool }, { schema });
    await migrate(driverFor({ pool }), schema, older);
    expect(await isBlind(adapter)).toBe(true);
    await migrateTenTimes(schema);
    expect(await isBlind(adapter)).toBe(false);
    const { rows } = await pool.query(`SELECT version, functions_hash FROM ${schema}.migrations`);
    expect(rows).toEqual([{ version: 1, functions_hash: first.functionsHash }]);
  });

  test("that is older: the printed script replaces its functions too", async () => {
    const schema = newSchema();
    await migrate(driverFor({ pool }), schema, older);
    await pool.query(schemaSql({ schema }));
    expect(await isBlind(postgresAdapter({ pool }, { schema }))).toBe(false);
  });

  test("that is newer: it changes the tables that are there, and this one is refused and changes nothing", async () => {
    const schema = newSchema();
    const adapter = postgresAdapter({ pool }, { schema });
    await adapter.migrate();
    const append = request();
    await adapter.append(append);
    await migrate(driverFor({ pool }), schema, newer);
    await expect(adapter.migrate()).rejects.toMatchObject({ code: "schema-too-new", found: 2, known: 1 });
    const client = await pool.connect();
    await expect(client.query(schemaSql({ schema }))).rejects.toThrow("the schema is newer than this script");
    client.release(true);
    expect(await isBlind(adapter)).toBe(true);
    expect(await adapter.append(append)).toMatchObject({ kind: "duplicate", firstVersion: 1 });
    const { rows } = await pool.query(`SELECT note FROM ${schema}.events WHERE stream_id = 'client-1'`);
    expect(rows).toEqual([{ note: null }]);
  });

  test("changes no rights when it replaces functions", async () => {
    const schema = newSchema();
    const rights = async (): Promise<unknown> => {
      const { rows } = await pool.query(
        `SELECT proname, proacl::text FROM pg_proc WHERE pronamespace = '${schema}'::regnamespace ORDER BY proname`,
      );
      return rows;
    };
    await migrate(driverFor({ pool }), schema, older);
    await pool.query(`GRANT EXECUTE ON FUNCTION ${schema}.append TO pg_monitor`);
    const before = await rights();
    await postgresAdapter({ pool }, { schema }).migrate();
    expect(await rights()).toEqual(before);
  });
});

test("without a schema everything says so", async () => {
  const adapter = postgresAdapter({ pool }, { schema: newSchema() });
  await expect(adapter.append(request())).rejects.toMatchObject({ code: "schema-missing" });
  await expect(adapter.readPositions()).rejects.toMatchObject({ code: "schema-missing" });
  await expect(adapter.readStream("client-1")[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: "schema-missing",
  });
});

test("the printed script makes the schema as migrate does, can be run again, and migrate accepts it", async () => {
  const schema = newSchema();
  await pool.query(schemaSql({ schema }));
  await pool.query(schemaSql({ schema }));
  const adapter = postgresAdapter({ pool }, { schema });
  await adapter.migrate();
  expect(await adapter.append(request())).toMatchObject({ kind: "appended" });
});

test("the same on PGlite", async () => {
  const pglite = await PGlite.create();
  const adapters = [1, 2, 3].map(() => postgresAdapter({ pglite }));
  await Promise.all(adapters.map((adapter) => adapter.migrate()));
  expect(await adapters[0]?.append(request())).toMatchObject({ kind: "appended" });
  await pglite.close();
});
