/** Tables of projections with Kysely and with Drizzle, as an application would write them, in the transaction of the append. */

import {
  createEventStore,
  defineProjection,
  projectInto,
  type Event,
  type ProjectionTable,
} from "@truce/core";
import { inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { integer, pgSchema, text } from "drizzle-orm/pg-core";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";

type ClientEvent = Event<"NoteAdded", { by: string }> | Event<"ClientDeleted", null>;

const clients = defineProjection<ClientEvent, { notes: number }>({
  name: "clients",
  version: 1,
  initialState: () => ({ notes: 0 }),
  evolve: { NoteAdded: (row) => ({ notes: row.notes + 1 }), ClientDeleted: () => null },
});

const pool = newPool();
const schema = newSchema();
beforeAll(async () => {
  await postgresAdapter({ pool }, { schema }).migrate();
  for (const table of ["clients_kysely", "clients_drizzle"]) {
    await pool.query(`CREATE TABLE ${schema}.${table} (id text PRIMARY KEY, notes integer NOT NULL)`);
  }
});
afterAll(async () => {
  await pool.query(`DROP SCHEMA ${schema} CASCADE`);
  await pool.end();
});

/** Kysely builds the statements, and the transaction executes them. */
function kyselyTable(): ProjectionTable<{ notes: number }, PoolClient> {
  const db = new Kysely<{ clients_kysely: { id: string; notes: number } }>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (self) => new PostgresIntrospector(self),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }).withSchema(schema);
  const run = async <Row>(
    transaction: PoolClient,
    query: { compile(): { readonly sql: string; readonly parameters: readonly unknown[] } },
  ): Promise<readonly Row[]> => {
    const { sql: statement, parameters } = query.compile();
    return (await transaction.query<Row & object>(statement, [...parameters])).rows;
  };
  return {
    async load(keys, transaction) {
      const query = db.selectFrom("clients_kysely").selectAll().where("id", "in", keys);
      const rows = await run<{ id: string; notes: number }>(transaction, query);
      return new Map(rows.map(({ id, notes }) => [id, { notes }]));
    },
    async save(changed, transaction) {
      for (const [id, row] of changed) {
        await run(
          transaction,
          row === null
            ? db.deleteFrom("clients_kysely").where("id", "=", id)
            : db
                .insertInto("clients_kysely")
                .values({ id, ...row })
                .onConflict((conflict) => conflict.column("id").doUpdateSet(row)),
        );
      }
    },
  };
}

/** Drizzle works on the transaction itself. */
function drizzleTable(): ProjectionTable<{ notes: number }, PoolClient> {
  const table = pgSchema(schema).table("clients_drizzle", {
    id: text().primaryKey(),
    notes: integer().notNull(),
  });
  return {
    async load(keys, transaction) {
      const rows = await drizzle(transaction)
        .select()
        .from(table)
        .where(inArray(table.id, [...keys]));
      return new Map(rows.map(({ id, notes }) => [id, { notes }]));
    },
    async save(changed, transaction) {
      const db = drizzle(transaction);
      for (const [id, row] of changed) {
        if (row === null) await db.delete(table).where(sql`${table.id} = ${id}`);
        else {
          await db
            .insert(table)
            .values({ id, ...row })
            .onConflictDoUpdate({ target: table.id, set: row });
        }
      }
    },
  };
}

test.each([
  ["Kysely", "clients_kysely", kyselyTable],
  ["Drizzle", "clients_drizzle", drizzleTable],
])("%s", async (_, name, tableOf) => {
  const store = createEventStore<ClientEvent>({
    adapter: postgresAdapter({ pool }, { schema }),
    projections: [projectInto(clients, tableOf())],
  });
  const note = { type: "NoteAdded", data: { by: "Ann" } } as const;
  await Promise.all(
    Array.from({ length: 12 }, (__, index) =>
      store.append(`${name}-${index % 3}`, [note], { expectedVersion: "any" }),
    ),
  );
  await store.append(`${name}-1`, [{ type: "ClientDeleted", data: null }], { expectedVersion: "any" });
  const { rows } = await pool.query(`SELECT id, notes FROM ${schema}.${name} ORDER BY id`);
  expect(rows).toEqual([
    { id: `${name}-0`, notes: 4 },
    { id: `${name}-2`, notes: 4 },
  ]);
});
