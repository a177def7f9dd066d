/**
 * Exactly once: however often connections are cut, leases are lost and handlers fail, every event has its effect once, and
 * in the order of its stream.
 */

import { createEventStore, createProcessor, type Event } from "@truce/core";
import { runs, TIMEOUT } from "@truce/test-support";
import fc from "fast-check";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";

type Counted = Event<"Counted", { n: number }>;

const schema = newSchema();
const admin = newPool();
beforeAll(async () => {
  await postgresAdapter({ pool: admin }, { schema }).migrate();
  await admin.query(
    `CREATE TABLE ${schema}.effects (place bigserial PRIMARY KEY, position bigint NOT NULL, stream_id text NOT NULL)`,
  );
});
afterAll(async () => {
  await admin.query(`DROP SCHEMA ${schema} CASCADE`);
  await admin.end();
});

const plan = fc.record({
  streams: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 }),
  partitions: fc.integer({ min: 1, max: 3 }),
  batchSize: fc.integer({ min: 1, max: 6 }),
  processes: fc.integer({ min: 1, max: 3 }),
  /** What happens in each call of `handle`, in turn. */
  handles: fc.array(fc.constantFrom("works", "works", "throws", "loses the connection", "is slow"), {
    maxLength: 25,
  }),
  /** Between the appends: connections that are cut, and processes that end. */
  between: fc.array(fc.constantFrom("nothing", "nothing", "cut", "stop"), { maxLength: 30 }),
  leaseMs: fc.constantFrom(5, 50, 1_000),
  onFailure: fc.constantFrom("stop" as const, "park" as const),
});

let round = 0;

test("every event has its effect once, in the order of its stream", { timeout: TIMEOUT }, async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ streams, processes, handles, between, ...options }) => {
      const category = `r${++round}`;
      const pools = Array.from({ length: processes }, () => newPool(4));
      let calls = 0;
      const processors = pools.map((pool) => {
        const adapter = postgresAdapter<PoolClient>({ pool }, { schema });
        return createProcessor<Counted, PoolClient>({
          store: createEventStore<Counted>({ adapter }),
          name: `effects ${round}`,
          categories: [category],
          transactions: adapter,
          pollMs: 20,
          retry: { attempts: 50, backoff: () => 0 },
          ...options,
          async handle(events, { transaction }) {
            const fault = handles[calls++];
            for (const { position, streamId } of events) {
              await transaction.query(`INSERT INTO ${schema}.effects (position, stream_id) VALUES ($1, $2)`, [
                position,
                streamId,
              ]);
            }
            if (fault === "is slow") await new Promise((resolve) => setTimeout(resolve, 20));
            if (fault === "throws") throw new Error("after the effect");
            if (fault === "loses the connection") await cut(await pidOf(transaction));
          },
        });
      });
      await Promise.all(processors.map((processor) => processor.start()));
      const store = createEventStore<Counted>({ adapter: postgresAdapter({ pool: admin }, { schema }) });
      let last = 0;
      for (const [n, stream] of streams.entries()) {
        const { position } = await store.append(`${category}-${stream}`, [{ type: "Counted", data: { n } }], {
          expectedVersion: "any",
        });
        last = position;
        if (between[n] === "cut") await cutAll();
        if (between[n] === "stop" && processors.length > 1) await processors.shift()?.stop();
      }
      await processors[0]?.waitFor(last);
      await Promise.all(processors.map((processor) => processor.stop()));
      await Promise.all(pools.map((pool) => pool.end()));

      const { rows } = await admin.query<{ stream_id: string; positions: readonly string[] }>(
        `SELECT stream_id, array_agg(position::text ORDER BY place) AS positions
         FROM ${schema}.effects WHERE split_part(stream_id, '-', 1) = $1 GROUP BY stream_id`,
        [category],
      );
      const applied = Object.fromEntries(rows.map((row) => [row.stream_id, row.positions.map(Number)]));
      const expected: Record<string, number[]> = {};
      for await (const { streamId, position } of store.readAll({ categories: [category] })) {
        (expected[streamId] ??= []).push(position);
      }
      expect(applied).toEqual(expected);
    }),
    runs(25),
  );
});

async function pidOf(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return rows[0]?.pid ?? 0;
}

async function cut(pid: number): Promise<void> {
  await admin.query("SELECT pg_terminate_backend($1)", [pid]);
}

/** Ends every other session that uses the schema. */
async function cutAll(): Promise<void> {
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND position($1 IN query) > 0",
    [schema],
  );
}
