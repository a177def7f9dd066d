/** Sessions whose transactions begin at another isolation level: appends and reads still run READ COMMITTED. */

import { PGlite } from "@electric-sql/pglite";
import { createEventStore, defineConflictRules, isTruceError, type Event } from "@truce/core";
import { checkHistory } from "@truce/testkit/history";
import { Pool } from "pg";
import { afterAll, describe, expect, inject, test } from "vitest";

import { grantsSql, postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { request } from "./support/requests.ts";

const owner = newPool();
const pools: Pool[] = [];
const databases: string[] = [];
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  for (const name of databases) await owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await owner.end();
});

function poolFor(change: (url: URL) => void, max = 4): Pool {
  const url = new URL(inject("databaseUrl"));
  change(url);
  const pool = new Pool({ connectionString: url.href, max });
  // Dropping a database breaks connections that are still closing.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  pools.push(pool);
  return pool;
}

/** Pools of an application's role. The default is set for the role. */
async function byRole(level: string): Promise<readonly PostgresAdapter[]> {
  const schema = newSchema();
  const role = `${schema}_app`.slice(0, 60);
  await postgresAdapter({ pool: owner }, { schema }).migrate();
  await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'app'`);
  await owner.query(grantsSql({ schema, role }));
  await owner.query(`ALTER ROLE ${role} SET default_transaction_isolation = '${level}'`);
  return Array.from({ length: 3 }, () => {
    const pool = poolFor((url) => Object.assign(url, { username: role, password: "app" }));
    return postgresAdapter({ pool }, { schema });
  });
}

/** Pools on a database for which the default is set. migrate() runs there too. */
async function byDatabase(level: string): Promise<readonly PostgresAdapter[]> {
  const name = newSchema();
  databases.push(name);
  await owner.query(`CREATE DATABASE ${name}`);
  await owner.query(`ALTER DATABASE ${name} SET default_transaction_isolation = '${level}'`);
  const adapters = Array.from({ length: 3 }, () =>
    postgresAdapter({ pool: poolFor((url) => (url.pathname = `/${name}`)) }),
  );
  await Promise.all(adapters.map((adapter) => adapter.migrate()));
  return adapters;
}

type NoteEvent = Event<"NotePinned", { note: number; by: string }> | Event<"NoteRead", null>;
const rules = defineConflictRules<NoteEvent>({
  rules: {
    NotePinned: [{ type: "NotePinned", on: ["note"] }],
    NoteRead: [],
  },
});

const settings = [
  ["role", byRole],
  ["database", byDatabase],
] as const;
const levels = ["serializable", "repeatable read"] as const;

describe.for(settings)("set for a %s", ([, connect]) => {
  test.for(levels)(
    "%s: many writers get the right verdict on every conflict, in single appends and in batches",
    async (level) => {
      const adapters = await connect(level);
      const stores = adapters.map((adapter) => createEventStore<NoteEvent>({ adapter, rules }));
      let refused = 0;
      async function write(writer: number): Promise<void> {
        for (let note = 0; note < 15; note++) {
          const store = stores[writer % stores.length] as (typeof stores)[number];
          const pinned = { type: "NotePinned", data: { note, by: `writer ${writer}` } } as const;
          const read = { type: "NoteRead", data: null } as const;
          await store.append("board-1", [read], { expectedVersion: 0 });
          const answer = await store.tryAppend("board-1", [pinned], { expectedVersion: 0 });
          if (answer.kind === "conflict") refused++;
        }
      }
      // The first writer is alone, so its adapters learn the isolation level in a single append.
      await write(0);
      await Promise.all(Array.from({ length: 11 }, (_, index) => write(index + 1)));
      const [store] = stores;
      const events = await Array.fromAsync(store?.readAll() ?? []);
      const ruleSets = await Array.fromAsync(store?.readRuleSets() ?? []);
      expect(events.filter(({ type }) => type === "NotePinned")).toHaveLength(15);
      expect(events.filter(({ type }) => type === "NoteRead")).toHaveLength(180);
      expect(refused).toBe(12 * 15 - 15);
      expect((await checkHistory({ events, ruleSets })).violations).toEqual([]);
    },
  );
});

test("an append is one statement, and two only while the isolation level is unknown", async () => {
  const client = await owner.connect();
  await client.query("SET default_transaction_isolation = 'serializable'");
  const sent: string[] = [];
  const query = (sql: string | { readonly text: string }): Promise<never> => {
    sent.push(typeof sql === "string" ? sql : sql.text);
    return client.query(sql as string) as Promise<never>;
  };
  const adapter = postgresAdapter(
    { connect: async () => ({ query, release() {} }) },
    // A notification is a statement of its own, after the append.
    { schema: newSchema(), notifications: false },
  );
  await adapter.migrate();
  sent.length = 0;
  await adapter.append(request());
  expect(sent.map((sql) => sql.trim().split(" ")[0])).toEqual(["SELECT", "CALL"]);
  await adapter.append(request());
  await Array.fromAsync(adapter.readAll());
  expect(sent.slice(2).map((sql) => sql.trim().split(/\s/)[0])).toEqual(["CALL", "CALL", "SELECT"]);
  client.release(true);
});

test("a transaction of the caller keeps its level, and its append is refused", async () => {
  const [adapter] = await byRole("serializable");
  const client = await owner.connect();
  await client.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
  const refused = await adapter
    ?.inTransaction(client)
    .append(request())
    .catch((error: unknown) => error);
  expect(isTruceError(refused, "unsupported-isolation" as never)).toBe(true);
  await client.query("ROLLBACK");
  client.release();
});

test.for(levels)("%s on PGlite", async (level) => {
  const pglite = await PGlite.create();
  await pglite.exec(`ALTER DATABASE postgres SET default_transaction_isolation = '${level}'`);
  await pglite.exec(`SET default_transaction_isolation = '${level}'`);
  const adapter = postgresAdapter({ pglite });
  await adapter.migrate();
  const store = createEventStore<NoteEvent>({ adapter, rules });
  const pinned = { type: "NotePinned", data: { note: 1, by: "a" } } as const;
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => store.tryAppend("board-1", [pinned], { expectedVersion: 0 })),
  );
  const kinds = answers.map(({ kind }) => kind);
  expect(kinds).toEqual(["appended", "conflict", "conflict", "conflict", "conflict"]);
  expect(await Array.fromAsync(adapter.readAll())).toHaveLength(1);
  await pglite.close();
});
