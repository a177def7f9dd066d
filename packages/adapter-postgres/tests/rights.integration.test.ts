/** The rights of the application's role: what it can do, and what it cannot. */

import { Pool } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";

import { grantsSql, postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";

const schema = newSchema();
const role = `${schema}_app`.slice(0, 60);
const owner = newPool();
const url = new URL(inject("databaseUrl"));
url.username = role;
url.password = "app";
const pool = new Pool({ connectionString: url.href });
const adapter = postgresAdapter({ pool }, { schema });

beforeAll(async () => {
  await postgresAdapter({ pool: owner }, { schema }).migrate();
  await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'app'`);
  await owner.query(grantsSql({ schema, role }));
  // Another store in the same database.
  await postgresAdapter({ pool: owner }, { schema: `${schema}_other` }).migrate();
});
afterAll(async () => {
  await pool.end();
  await owner.end();
});

test("it can append, be refused, and read", async () => {
  const rules = { fingerprint: "sha256:1", canonicalJson: "{}" };
  await adapter.append(request({ rules }));
  expect(await adapter.append(request({ expectedVersion: 0 }))).toMatchObject({ kind: "conflict" });
  expect(await Array.fromAsync(adapter.readAll())).toHaveLength(1);
  expect(await Array.fromAsync(adapter.readStream("client-1"))).toHaveLength(1);
  expect(await Array.fromAsync(adapter.readRuleSets())).toEqual([rules]);
});

test("it can keep snapshots", async () => {
  const key = { streamId: "client-1", name: "client" };
  const first = { deciderVersion: 1, version: 1, appendId: "a", state: "{}" };
  await adapter.snapshots.save(key, first, null);
  await adapter.snapshots.save(key, { ...first, version: 2 }, first);
  expect(await adapter.snapshots.load(key)).toMatchObject({ version: 2 });
});

test.for([
  `INSERT INTO ${schema}.events SELECT * FROM ${schema}.events`,
  `UPDATE ${schema}.events SET type = 'B'`,
  `DELETE FROM ${schema}.events`,
  `TRUNCATE ${schema}.events`,
  `DELETE FROM ${schema}.rule_sets`,
  `DELETE FROM ${schema}.snapshots`,
  `SELECT nextval('${schema}.positions')`,
  `SELECT setval('${schema}.positions', 1)`,
  `SELECT ${schema}.conflicting_versions('client-1', 0, 1, '[]')`,
  `SELECT ${schema}.conflicts('client-1', 0, 1, '[]')`,
  `SELECT ${schema}.matches('[]', 'A', '{}')`,
  `SELECT ${schema}.repetition('client-1', '{}', '{}', '{}', '{}')`,
  `INSERT INTO ${schema}.rule_sets (fingerprint, canonical_json) VALUES ('x', 'x')`,
  `UPDATE ${schema}.rule_sets SET canonical_json = 'x'`,
  `INSERT INTO ${schema}.migrations (version, functions_hash) VALUES (99, '')`,
  `DO 'BEGIN LOCK TABLE ${schema}.events IN ROW EXCLUSIVE MODE; END'`,
  `ALTER TABLE ${schema}.events DISABLE TRIGGER ALL`,
  `ALTER SEQUENCE ${schema}.positions RESTART`,
  `CREATE OR REPLACE FUNCTION ${schema}.matches(jsonb, text, jsonb) RETURNS boolean LANGUAGE sql AS 'SELECT false'`,
  `ALTER FUNCTION ${schema}.append SECURITY INVOKER`,
  `SET ROLE pg_read_all_data`,
  `SELECT * FROM ${schema}_other.events`,
  `CREATE TABLE ${schema}.mine ()`,
  `DROP FUNCTION ${schema}.append`,
])("it cannot %s", async (sql) => {
  await expect(pool.query(sql)).rejects.toMatchObject({ code: "42501" });
});

test("migrate is refused with permission-denied", async () => {
  const elsewhere = postgresAdapter({ pool }, { schema: newSchema() });
  await expect(elsewhere.migrate()).rejects.toMatchObject({ code: "permission-denied" });
});

test("tables and functions of its own do not mislead the check", async () => {
  await adapter.append(request({ streamId: "client-2", events: [event("B", '{"x":1}')] }));
  await owner.query(`CREATE SCHEMA ${schema}_own AUTHORIZATION ${role}`);
  const client = await pool.connect();
  await client.query(`
    CREATE TEMPORARY TABLE events (LIKE ${schema}.events);
    CREATE FUNCTION ${schema}_own.cardinality(text[]) RETURNS integer LANGUAGE sql AS 'SELECT 0';
    CREATE FUNCTION ${schema}_own.cardinality(bigint[]) RETURNS integer LANGUAGE sql AS 'SELECT 0';
    CREATE FUNCTION ${schema}_own.jsonb_array_length(jsonb) RETURNS integer LANGUAGE sql AS 'SELECT 0';
    SET search_path = pg_temp, ${schema}_own, pg_catalog, ${schema}`);
  const misled = postgresAdapter(
    { connect: async () => ({ query: client.query.bind(client), release() {} }) },
    { schema },
  );
  const where = [{ path: ["x"], operator: "=", value: 1 }] as const;
  const behind = { streamId: "client-2", expectedVersion: 0, conflictsWith: [{ type: "B", where }] };
  expect(await misled.append(request(behind))).toMatchObject({ kind: "conflict", count: 1 });
  client.release(true);
});
