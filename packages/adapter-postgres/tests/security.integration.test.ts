/** Attacks: texts that look like SQL, tables and operators that shadow others, rows that are hidden. */

import type { RecordedEvent } from "@truce/core";
import type { AppendRequest } from "@truce/core/adapter";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { grantsSql, postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { inBatches } from "./support/in-batches.ts";
import { event, request } from "./support/requests.ts";
import { newRole } from "./support/roles.ts";

const admin = newPool();
afterAll(() => admin.end());

describe("texts are data wherever they occur", () => {
  const schema = newSchema();
  const adapter = postgresAdapter({ pool: admin }, { schema });
  beforeAll(() => adapter.migrate());

  test.for([
    `'; DROP TABLE ${schema}.events; --`,
    `'); DELETE FROM ${schema}.events; --`,
    `"; DROP SCHEMA ${schema} CASCADE; --`,
    "$1",
    "$$; END $$",
    "%s %I %L %n$s %%",
    "\\",
    "\\'; SELECT pg_sleep(10); --",
    "{a,b}",
    '"}',
    "NULL",
    "",
    "'",
    '"',
    "{}",
    "[]",
    "-",
    "%",
    "_",
    "\u202Etxet",
    "\uFEFF",
    "é".repeat(200),
    "x".repeat(512),
  ])("%j", async (text) => {
    const data = { [text]: text, nested: { [text]: [text] } };
    const rules = { fingerprint: text, canonicalJson: text };
    const mine: AppendRequest = request({
      streamId: text,
      expectedVersion: 0,
      events: [
        { id: text, type: text, data: JSON.stringify(data), metadata: JSON.stringify({ [text]: text }) },
      ],
      appendId: text,
      rules,
    });
    expect(await adapter.append(mine)).toMatchObject({ kind: "appended", firstVersion: 1 });
    expect(await adapter.append(mine)).toMatchObject({ kind: "duplicate", firstVersion: 1 });

    const where = [{ path: ["nested", text], operator: "!=", value: text }] as const;
    const behind = { streamId: text, expectedVersion: 0, conflictsWith: [{ type: text, where }] };
    expect(await adapter.append(request(behind))).toMatchObject({ kind: "conflict", count: 1 });
    const except = [{ anythingExcept: [text], where: [] }];
    expect(await adapter.append(request({ ...behind, conflictsWith: except }))).toMatchObject({
      kind: "merged",
      firstVersion: 2,
    });

    const expected: Partial<RecordedEvent> = {
      streamId: text,
      id: text,
      type: text,
      data,
      metadata: { [text]: text },
    };
    expect((await Array.fromAsync(adapter.readStream(text)))[0]).toMatchObject(expected);
    const filtered = await Array.fromAsync(adapter.readAll({ types: [text] }));
    expect(filtered).toMatchObject([{ ...expected, provenance: { append: { id: text }, rules: text } }]);
    expect(await Array.fromAsync(adapter.readRuleSets())).toContainEqual(rules);
  });

  test("a category is data too", async () => {
    const category = `x'; DROP TABLE ${schema}.events; `;
    await adapter.append(request({ streamId: `${category}-1` }));
    expect(await Array.fromAsync(adapter.readAll({ categories: [category] }))).toHaveLength(1);
  });
});

describe("whatever is first in the search path", () => {
  const schema = newSchema();
  const own = `${schema}_own`.slice(0, 63);
  let client: PoolClient;
  let misled: PostgresAdapter;
  beforeAll(async () => {
    await postgresAdapter({ pool: admin }, { schema }).migrate();
    client = await admin.connect();
    await client.query(`CREATE SCHEMA ${own}`);
    for (const table of ["events", "rule_sets", "migrations"])
      await client.query(`CREATE TEMPORARY TABLE ${table} (LIKE ${schema}.${table})`);
    await client.query("CREATE TEMPORARY SEQUENCE positions");
    // Each returns a wrong value or nothing.
    const operators = [
      ["=", "text", "text"],
      ["=", "bigint", "bigint"],
      ["<", "bigint", "bigint"],
      [">", "bigint", "bigint"],
      ["<>", "bigint", "bigint"],
      ["=", "jsonb", "jsonb"],
      ["?", "jsonb", "text"],
    ] as const;
    for (const [index, [operator, left, right]] of operators.entries()) {
      const name = `lie_${index}`;
      await client.query(`
        CREATE FUNCTION ${own}.${name}(${left}, ${right}) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
        CREATE OPERATOR ${own}.${operator} (FUNCTION = ${own}.${name}, LEFTARG = ${left}, RIGHTARG = ${right})`);
    }
    for (const [name, types, result] of [
      ["cardinality", "anyarray", "integer LANGUAGE sql AS 'SELECT 0'"],
      ["jsonb_array_length", "jsonb", "integer LANGUAGE sql AS 'SELECT 0'"],
      ["jsonb_typeof", "jsonb", "text LANGUAGE sql AS 'SELECT NULL::text'"],
      ["hashtextextended", "text, bigint", "bigint LANGUAGE sql AS 'SELECT random()::bigint'"],
      ["pg_advisory_xact_lock", "bigint", "void LANGUAGE sql AS ''"],
      ["current_setting", "text", "text LANGUAGE sql AS $$ SELECT 'read committed' $$"],
      ["nextval", "regclass", "bigint LANGUAGE sql AS 'SELECT 1::bigint'"],
    ] as const) {
      await client.query(`CREATE FUNCTION ${own}.${name}(${types}) RETURNS ${result}`);
    }
    await client.query(`SET search_path = pg_temp, ${own}, pg_catalog, ${schema}`);
    misled = postgresAdapter(
      { connect: async () => ({ query: client.query.bind(client), release() {} }) },
      { schema },
    );
  });
  afterAll(() => client.release(true));

  test("temporary tables, functions and operators change no verdict", async () => {
    const rules = { fingerprint: "sha256:1", canonicalJson: "{}" };
    const where = [{ path: ["x"], operator: "=", value: 1 }] as const;
    const first = request({ events: [event("B", '{"x":1}')], rules });
    const behind = { expectedVersion: 0, conflictsWith: [{ type: "B", where }] };
    expect(await misled.append(first)).toMatchObject({ kind: "appended", firstVersion: 1, position: 1 });
    expect(await misled.append(first)).toMatchObject({ kind: "duplicate" });
    expect(await misled.append(request(behind))).toMatchObject({ kind: "conflict", count: 1 });
    const harmless = [{ type: "B", where: [{ path: ["x"], operator: "=" as const, value: 2 }] }];
    expect(await misled.append(request({ ...behind, conflictsWith: harmless }))).toMatchObject({
      kind: "merged",
    });
    expect(await misled.append(request({ expectedVersion: "noStream" }))).toMatchObject({
      kind: "wrong-version",
    });
    // The events and rules are in the right tables.
    const direct = postgresAdapter({ pool: admin }, { schema });
    expect(await Array.fromAsync(direct.readAll())).toHaveLength(2);
    expect(await Array.fromAsync(direct.readRuleSets())).toEqual([rules]);
  });

  test("they do not make another isolation level acceptable", async () => {
    await client.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
    await expect(misled.inTransaction(client).append(request())).rejects.toMatchObject({
      code: "unsupported-isolation",
    });
    await client.query("ROLLBACK");
  });
});

describe("rows that a policy hides", () => {
  /** The store belongs to a role to which the policy applies. */
  const schema = newSchema();
  let adapter: PostgresAdapter;
  beforeAll(async () => {
    const pool = await newRole(admin, schema);
    await admin.query(`CREATE SCHEMA ${schema} AUTHORIZATION ${schema}`);
    // `CREATE SCHEMA IF NOT EXISTS` needs the right to create a schema, even if the schema exists.
    await admin.query(
      `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO ${schema}', current_database()); END $$`,
    );
    adapter = postgresAdapter({ pool }, { schema });
    await adapter.migrate();
    return () => pool.end();
  });
  beforeEach(async () => {
    await admin.query(`
      ALTER TABLE ${schema}.events NO FORCE ROW LEVEL SECURITY;
      TRUNCATE ${schema}.events;
      DROP POLICY IF EXISTS hide ON ${schema}.events;
      DROP POLICY IF EXISTS add ON ${schema}.events;
      CREATE POLICY hide ON ${schema}.events FOR SELECT USING (type <> 'Hidden');
      CREATE POLICY add ON ${schema}.events FOR INSERT WITH CHECK (true);
      ALTER TABLE ${schema}.events ENABLE ROW LEVEL SECURITY`);
  });
  const hide = (): Promise<unknown> => admin.query(`ALTER TABLE ${schema}.events FORCE ROW LEVEL SECURITY`);

  test.for([
    ["in between", ["A", "Hidden", "A"]],
    ["the first", ["Hidden", "A"]],
    ["the last", ["A", "Hidden"]],
    ["all", ["Hidden"]],
    ["in the middle of many", [...Array<string>(100).fill("A"), "Hidden", "A"]],
  ] as const)("are never merged over: %s", async ([, types]) => {
    const first = request({ events: types.map((type) => event(type)) });
    await adapter.append(first);
    await hide();
    const attempts = [
      request({ expectedVersion: 0, conflictsWith: [{ type: "Hidden", where: [] }] }),
      request({ expectedVersion: 0, conflictsWith: [{ type: "Other", where: [] }] }),
      request({ expectedVersion: 0 }),
      first,
    ];
    for (const either of [adapter, inBatches(adapter)]) {
      for (const attempt of attempts) {
        const verdict = await either.append(attempt).then(
          ({ kind }) => kind,
          (error: { readonly code: string }) => error.code,
        );
        // The visible events may be enough to refuse the append, and policies refuse to return a hidden one. Nothing is
        // ever written.
        expect(verdict).toMatch(/^(damaged-history|conflict|id-reused|permission-denied)$/);
      }
    }
    const { rows } = await admin.query(`SELECT FROM ${schema}.events`);
    expect(rows).toHaveLength(types.length);
  });
});

describe("roles", () => {
  test("a role without grants can neither append nor read", async () => {
    const schema = newSchema();
    await postgresAdapter({ pool: admin }, { schema }).migrate();
    const pool = await newRole(admin, schema);
    const other = postgresAdapter({ pool }, { schema });
    for (const attempt of [
      () => other.append(request()),
      () => other.readPositions(),
      () => Array.fromAsync(other.readStream("client-1")),
      () => Array.fromAsync(other.readAll()),
      () => Array.fromAsync(other.readRuleSets()),
      () => other.migrate(),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "permission-denied" });
    }
    await pool.end();
  });

  test("a role whose name looks like SQL gets its rights, and no other role loses any", async () => {
    const schema = newSchema();
    await postgresAdapter({ pool: admin }, { schema }).migrate();
    const role = `a"; DROP SCHEMA ${schema.slice(0, 20)}; --'%`;
    const pool = await newRole(admin, role);
    await admin.query(grantsSql({ schema, role }));
    expect(await postgresAdapter({ pool }, { schema }).append(request())).toMatchObject({ kind: "appended" });
    await pool.end();
    await admin.query(
      `DROP OWNED BY "${role.replaceAll('"', '""')}"; DROP ROLE "${role.replaceAll('"', '""')}"`,
    );
  });
});
