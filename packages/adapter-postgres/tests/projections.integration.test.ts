/** Projections on PostgreSQL: rows and events are written together, or neither, and no change of a row is lost. */

import { PGlite } from "@electric-sql/pglite";
import {
  createEventStore,
  createProcessor,
  defineProjection,
  projectInto,
  type Event,
  type ProjectionTable,
} from "@truce/core";
import type { Pool, PoolClient } from "pg";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import type { PgliteTransaction } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";

type Noted = Event<"Noted", { by: string }>;

const byAuthor = defineProjection<Noted, number>({
  name: "notes by author",
  version: 1,
  key: ({ data }) => data.by,
  initialState: () => 0,
  evolve: { Noted: (notes) => notes + 1 },
});
const byClient = defineProjection<Noted, number>({
  name: "notes by client",
  version: 1,
  initialState: () => 0,
  evolve: { Noted: (notes) => notes + 1 },
});

/** As an application would write it, on `pg` and on PGlite. */
function tableOf(name: string): ProjectionTable<number, Pick<PoolClient, "query"> | PgliteTransaction> {
  const query = async (
    transaction: unknown,
    sql: string,
    parameters: readonly string[],
  ): Promise<readonly unknown[]> =>
    (await (transaction as PoolClient).query<object>(sql, [...parameters])).rows;
  return {
    async load(keys, transaction) {
      const rows = await query(
        transaction,
        `SELECT key, notes FROM ${name} WHERE key IN (SELECT json_array_elements_text($1::json))`,
        [JSON.stringify(keys)],
      );
      return new Map((rows as { key: string; notes: number }[]).map(({ key, notes }) => [key, notes]));
    },
    async save(changed, transaction) {
      for (const [key, notes] of changed) {
        if (notes === null) await query(transaction, `DELETE FROM ${name} WHERE key = $1`, [key]);
        else {
          await query(
            transaction,
            `INSERT INTO ${name} (key, notes) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET notes = EXCLUDED.notes`,
            [key, String(notes)],
          );
        }
      }
    },
  };
}

const pool = newPool(20);
afterAll(() => pool.end());

let schema: string;
beforeEach(async () => {
  schema = newSchema();
  await postgresAdapter({ pool }, { schema }).migrate();
  await createTables((sql) => pool.query(sql));
  return async () => {
    await pool.query(`DROP SCHEMA ${schema} CASCADE`);
  };
});

async function createTables(run: (sql: string) => Promise<unknown>): Promise<void> {
  await run(
    `CREATE TABLE ${schema}.by_author (key text PRIMARY KEY, notes integer NOT NULL CHECK (notes < 100))`,
  );
  await run(`CREATE TABLE ${schema}.by_client (key text PRIMARY KEY, notes integer NOT NULL)`);
}

function openStore(to: Pool = pool, options: { readonly groupCommit?: boolean } = {}) {
  return createEventStore<Noted>({
    adapter: postgresAdapter({ pool: to }, { schema, ...options }),
    projections: [
      projectInto(byAuthor, tableOf(`${schema}.by_author`)),
      projectInto(byClient, tableOf(`${schema}.by_client`)),
    ],
  });
}

async function rowsOf(table: string): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ key: string; notes: number }>(
    `SELECT key, notes FROM ${schema}.${table}`,
  );
  return Object.fromEntries(rows.map(({ key, notes }) => [key, notes]));
}

const noted = (by: string): Noted => ({ type: "Noted", data: { by } });
const any = { expectedVersion: "any" } as const;

describe("with each append", () => {
  test.each([true, false])("no change of a row is lost, with group commit: %s", async (groupCommit) => {
    const stores = [openStore(pool, { groupCommit }), openStore(pool, { groupCommit })];
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        (stores[index % 2] ?? openStore()).append(`client-${index % 7}`, [noted(`author ${index % 3}`)], any),
      ),
    );
    expect(await rowsOf("by_author")).toEqual({ "author 0": 20, "author 1": 20, "author 2": 20 });
    const ofClients = Object.values(await rowsOf("by_client"));
    expect(ofClients.reduce((sum, notes) => sum + notes, 0)).toBe(60);
  });

  test("appends of one batch share a call", async () => {
    let calls = 0;
    const store = createEventStore<Noted>({
      adapter: postgresAdapter({ pool }, { schema }),
      projections: [{ name: "calls", handle: () => void calls++ }],
    });
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => store.append(`client-${index}`, [noted("Ann")], any)),
    );
    expect(calls).toBeLessThan(30);
  });

  test("an error of the database fails the one append that caused it, with its cause", async () => {
    const store = openStore();
    await pool.query(`INSERT INTO ${schema}.by_author VALUES ('busy', 99)`);
    const endings = await Promise.all(
      ["Ann", "busy", "Joe", "busy", "Ann"].map((by, index) =>
        store.append(`client-${index}`, [noted(by)], any).then(
          ({ kind }) => kind,
          (error: { readonly code: string; readonly cause: { readonly code: string } }) =>
            `${error.code} because of ${error.cause.code}`,
        ),
      ),
    );
    const failed = "projection-failed because of 23514";
    expect(endings).toEqual(["appended", failed, "appended", failed, "appended"]);
    expect(await rowsOf("by_author")).toEqual({ Ann: 2, Joe: 1, busy: 99 });
    expect(Object.keys(await rowsOf("by_client")).toSorted()).toEqual(["client-0", "client-2", "client-4"]);
    expect(await store.lastPosition()).toBeGreaterThan(0);
    expect(await Array.fromAsync(store.readAll())).toHaveLength(3);
  });

  test("in a transaction of the caller, both are gone when it is rolled back", async () => {
    const adapter = postgresAdapter({ pool }, { schema });
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      const store = createEventStore<Noted>({
        adapter: adapter.inTransaction(client),
        projections: [projectInto(byAuthor, tableOf(`${schema}.by_author`))],
      });
      await store.append("client-1", [noted("Ann")], any);
      await client.query("ROLLBACK");
      expect(await rowsOf("by_author")).toEqual({});

      await client.query("BEGIN");
      await client.query(`INSERT INTO ${schema}.by_author VALUES ('busy', 99)`);
      await expect(store.append("client-1", [noted("busy")], any)).rejects.toMatchObject({
        code: "projection-failed",
      });
      await store.append("client-1", [noted("Ann")], any);
      await client.query("COMMIT");
    } finally {
      client.release();
    }
    expect(await rowsOf("by_author")).toEqual({ Ann: 1, busy: 99 });
    expect(await Array.fromAsync(adapter.readAll())).toHaveLength(1);
  });

  test("a connection that is lost leaves neither, and the store tries again", async () => {
    let losses = 0;
    const adapter = postgresAdapter({ pool }, { schema });
    const intoAuthors = projectInto(byAuthor, tableOf(`${schema}.by_author`));
    const store = createEventStore<Noted>({
      adapter,
      projections: [
        intoAuthors,
        {
          name: "cut",
          async handle(_, { transaction }) {
            if (losses++ > 1) return;
            const client = transaction as PoolClient;
            const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
            await pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
          },
        },
      ],
    });
    expect(await store.append("client-1", [noted("Ann")], any)).toMatchObject({ kind: "appended" });
    expect(losses).toBe(3);
    expect(await rowsOf("by_author")).toEqual({ Ann: 1 });
    expect(await store.streamVersion("client-1")).toBe(1);
  });

  test("on PGlite", async () => {
    await using pglite = await PGlite.create();
    const adapter = postgresAdapter({ pglite }, { schema });
    await adapter.migrate();
    await createTables((sql) => pglite.query(sql));
    const store = createEventStore<Noted>({
      adapter,
      projections: [projectInto(byAuthor, tableOf(`${schema}.by_author`))],
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.append(`client-${index % 3}`, [noted("Ann")], any)),
    );
    const { rows } = await pglite.query(`SELECT key, notes FROM ${schema}.by_author`);
    expect(rows).toEqual([{ key: "Ann", notes: 20 }]);
  });
});

describe("on a processor", () => {
  test("a new version is built while the old one serves, and switched over in one step", async () => {
    const adapter = postgresAdapter<PoolClient>({ pool }, { schema });
    const store = createEventStore<Noted>({ adapter });
    const old = createProcessor({
      store,
      transactions: adapter,
      ...projectInto(byAuthor, tableOf(`${schema}.by_author`)),
    });
    await pool.query(`CREATE VIEW ${schema}.authors AS SELECT key, notes FROM ${schema}.by_author`);
    await old.start();
    for (let index = 0; index < 50; index++) await store.append(`client-${index % 4}`, [noted("Ann")], any);
    await old.waitFor(await store.lastPosition());

    await pool.query(`CREATE TABLE ${schema}.by_author_2 (key text PRIMARY KEY, notes integer NOT NULL)`);
    const doubled = defineProjection<Noted, number>({
      ...byAuthor,
      version: 2,
      evolve: { Noted: (notes) => notes + 2 },
    });
    const next = createProcessor({
      store,
      transactions: adapter,
      batchSize: 10,
      ...projectInto(doubled, tableOf(`${schema}.by_author_2`)),
    });
    const progress: number[] = [];
    await next.start();
    const last = await store.lastPosition();
    await next.waitFor(last, { onProgress: (position) => void progress.push(position) });
    await pool.query(
      `CREATE OR REPLACE VIEW ${schema}.authors AS SELECT key, notes FROM ${schema}.by_author_2`,
    );
    await old.stop();
    await old.forget();

    const { rows } = await pool.query(`SELECT key, notes FROM ${schema}.authors`);
    expect(rows).toEqual([{ key: "Ann", notes: 100 }]);
    expect(progress.at(-1)).toBe(last);
    expect(progress).toEqual(progress.toSorted((left, right) => left - right));
    await next.stop();
  });

  test("a rebuild that is killed goes on where it was, and counts nothing twice", async () => {
    const adapter = postgresAdapter<PoolClient>({ pool }, { schema });
    const store = createEventStore<Noted>({ adapter });
    for (let index = 0; index < 40; index++) await store.append(`client-${index % 4}`, [noted("Ann")], any);
    const last = await store.lastPosition();
    for (let kill = 1; ; kill++) {
      // A pool of its own, whose sessions end like those of a process that is killed.
      const own = newPool(3);
      const processor = createProcessor({
        store: createEventStore<Noted>({ adapter: postgresAdapter({ pool: own }, { schema }) }),
        transactions: postgresAdapter<PoolClient>({ pool: own }, { schema }),
        batchSize: 3,
        leaseMs: 50,
        ...projectInto(byAuthor, tableOf(`${schema}.by_author`)),
      });
      await processor.start();
      await processor.waitFor(Math.min(last, kill * 7));
      await pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND position($1 IN query) > 0",
        [schema],
      );
      if (kill * 7 >= last) {
        await processor.waitFor(last);
        await processor.stop();
        await own.end();
        break;
      }
      await processor.stop();
      await own.end();
    }
    expect(await rowsOf("by_author")).toEqual({ Ann: 40 });
  });
});
