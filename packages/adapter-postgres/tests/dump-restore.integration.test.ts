/** A store that was restored from a dump continues where it was. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";

import { grantsSql, postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";
import { newRole } from "./support/roles.ts";

const run = promisify(execFile);
const url = inject("databaseUrl");
const admin = newPool();
afterAll(() => admin.end());

/**
 * Why pg_dump cannot be used: the server from npm comes without it, and an older pg_dump cannot dump a newer server. If
 * `DATABASE_URL` names a server, as in CI, pg_dump must be there.
 */
async function reasonToSkip(): Promise<string | undefined> {
  const { rows } = await admin.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  const server = Math.floor(Number(rows[0]?.version) / 10_000);
  const { stdout } = await run("pg_dump", ["--version"]).catch(() => ({ stdout: "" }));
  const own = Number(/\d+/.exec(stdout)?.[0] ?? 0);
  return own >= server ? undefined : `pg_dump has version ${own}, the server ${server}`;
}
const reason = await reasonToSkip();
const mustRun = process.env["DATABASE_URL"] !== undefined;

test.runIf(mustRun)("pg_dump is there", () => {
  expect(reason).toBeUndefined();
});

describe.skipIf(reason !== undefined)("a store that was dumped and restored", () => {
  const schema = newSchema();
  const database = `${schema}_copy`.slice(0, 63);
  const there = new URL(url);
  there.pathname = `/${database}`;
  const rules = { fingerprint: "sha256:1", canonicalJson: '{"rules":[]}' };
  const original = postgresAdapter({ pool: admin }, { schema });
  const pool = poolAt(there);
  const restored = postgresAdapter({ pool }, { schema });
  const acknowledged = request({ streamId: "client-2", events: [event("A"), event("B", '{"x":1}')], rules });
  let app: Pool;

  beforeAll(async () => {
    app = await newRole(admin, schema);
    await original.migrate();
    await admin.query(grantsSql({ schema, role: schema }));
    for (let index = 0; index < 20; index++) await original.append(request());
    await original.append(acknowledged);
    // Numbers that must keep their spelling, and a gap: positions of an append that was rolled back.
    await original.append(request({ events: [event("N", '{"n":1e400,"a":1.10}')] }));
    const client = await admin.connect();
    await client.query("BEGIN");
    await original.inTransaction(client).append(request({ streamId: "rolled-back" }));
    await client.query("ROLLBACK");
    client.release();

    await admin.query(`CREATE DATABASE ${database}`);
    const { stdout } = await run("pg_dump", ["--schema", schema, "--dbname", url], { maxBuffer: 2 ** 26 });
    const psql = run("psql", ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", there.href]);
    psql.child.stdin?.end(stdout);
    await psql;
  });
  afterAll(async () => {
    await pool.end();
    await app.end();
    await admin.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  });

  test("holds the same events and rule sets", async () => {
    expect(await Array.fromAsync(restored.readAll())).toEqual(await Array.fromAsync(original.readAll()));
    expect(await Array.fromAsync(restored.readRuleSets())).toEqual([rules]);
    expect(await restored.readPositions()).toEqual(await original.readPositions());
  });

  test("recognises an append that was acknowledged before, and still refuses conflicts", async () => {
    expect(await restored.append(acknowledged)).toMatchObject({ kind: "duplicate", firstVersion: 1 });
    const where = [{ path: ["x"], operator: "=", value: 1 }] as const;
    const behind = { streamId: "client-2", expectedVersion: 0, conflictsWith: [{ type: "B", where }] };
    expect(await restored.append(request(behind))).toMatchObject({ kind: "conflict", count: 1 });
  });

  test("needs no migration, and running one changes nothing", async () => {
    await restored.migrate();
    const { rows } = await pool.query(`SELECT version FROM ${schema}.migrations`);
    expect(rows).toEqual([{ version: 1 }]);
  });

  test("continues with new positions, and readers that follow skip nothing", async () => {
    const { lastPosition } = await original.readPositions();
    const last = (await Array.fromAsync(original.readAll())).at(-1)?.position ?? 0;
    expect(lastPosition).toBeGreaterThan(last);
    await restored.append(request({ expectedVersion: 21 }));
    await restored.append(request({ streamId: "new", rules }));
    const followed = await Array.fromAsync(restored.readAll({ afterPosition: last }));
    expect(followed.map(({ position }) => position)).toEqual([lastPosition + 1, lastPosition + 2]);
    expect(followed.map(({ version }) => version)).toEqual([22, 1]);
    expect(followed[1]?.provenance.rules).toBe(rules.fingerprint);
  });

  test("keeps the rights of the application's role", async () => {
    const to = new URL(there);
    to.username = schema;
    to.password = "secret";
    const asApp = poolAt(to);
    expect(
      await postgresAdapter({ pool: asApp }, { schema }).append(request({ streamId: "app" })),
    ).toMatchObject({
      kind: "appended",
    });
    for (const sql of ["DELETE FROM", "UPDATE"])
      await expect(
        asApp.query(`${sql} ${schema}.events ${sql === "UPDATE" ? "SET type = 'B'" : ""}`),
      ).rejects.toMatchObject({
        code: "42501",
      });
    await asApp.end();
  });

  test("refuses to append if its sequence was not restored, and uses no position twice", async () => {
    const before = await Array.fromAsync(restored.readAll());
    await pool.query(`SELECT setval('${schema}.positions', 1, false)`);
    await expect(restored.append(request({ streamId: "late" }))).rejects.toMatchObject({
      code: "damaged-history",
    });
    await pool.query(`SELECT setval('${schema}.positions', (SELECT max(position) FROM ${schema}.events))`);
    expect(await restored.append(request({ streamId: "late" }))).toMatchObject({ kind: "appended" });
    expect((await Array.fromAsync(restored.readAll())).slice(0, -1)).toEqual(before);
  });
});

function poolAt({ href }: URL): Pool {
  const created = new Pool({ connectionString: href, max: 4 });
  // When the database is dropped, the server may still be closing connections.
  created.on("connect", (client) => client.on("error", () => {}));
  created.on("error", () => {});
  return created;
}
