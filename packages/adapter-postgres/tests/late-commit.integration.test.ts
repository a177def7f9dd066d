/** Readers of the whole store and appends that commit late: nothing is skipped, and nothing else waits. */

import type { Client, PoolClient } from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { request } from "./support/requests.ts";

const pool = newPool();
afterAll(() => pool.end());

let adapter: PostgresAdapter;
beforeEach(async () => {
  adapter = postgresAdapter({ pool }, { schema: newSchema(), readTimeoutMs: 30 });
  await adapter.migrate();
});

async function streamsRead(afterPosition = 0): Promise<readonly string[]> {
  return (await Array.fromAsync(adapter.readAll({ afterPosition }))).map(({ streamId }) => streamId);
}

async function inTransaction(work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  await client.query("BEGIN");
  await work(client);
  await client.query("ROLLBACK");
  client.release();
}

test("a reader stops before an append that is not committed, and continues after the commit", async () => {
  await adapter.append(request({ streamId: "early" }));
  await inTransaction(async (client) => {
    await adapter.inTransaction(client).append(request({ streamId: "late" }));
    await adapter.append(request({ streamId: "overtakes" }));

    expect(await streamsRead()).toEqual(["early"]);
    const { highWaterMark, lastPosition } = await adapter.readPositions();
    expect(lastPosition - highWaterMark).toBe(2);

    await client.query("COMMIT");
    expect(await streamsRead()).toEqual(["early", "late", "overtakes"]);
    expect(await streamsRead(highWaterMark)).toEqual(["late", "overtakes"]);
  });
});

test("an append that is rolled back leaves a gap, and readers do not wait at it", async () => {
  await inTransaction(async (client) => {
    await adapter.inTransaction(client).append(request({ streamId: "rolled-back" }));
    await adapter.append(request({ streamId: "stays" }));
    expect(await streamsRead()).toEqual([]);
    await client.query("ROLLBACK");
    expect(await streamsRead()).toEqual(["stays"]);
  });
});

test("a reader waits for an append under way, so that it sees every event that was acknowledged before", async () => {
  const waiting = postgresAdapter({ pool }, { schema: newSchema(), readTimeoutMs: 10_000 });
  await waiting.migrate();
  const client = await pool.connect();
  await client.query("BEGIN");
  await waiting.inTransaction(client).append(request({ streamId: "under-way" }));
  await waiting.append(request({ streamId: "acknowledged" }));
  const reading = Array.fromAsync(waiting.readAll());
  await readerSleeps();
  await client.query("COMMIT");
  client.release();
  expect((await reading).map(({ streamId }) => streamId)).toEqual(["under-way", "acknowledged"]);
});

async function readerSleeps(): Promise<void> {
  for (let sleeping = 0; sleeping === 0;) {
    const { rows } = await pool.query("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
    sleeping = rows.length;
  }
}

test("appends wait neither for readers nor for transactions that append to other streams", async () => {
  await inTransaction(async (client) => {
    await adapter.inTransaction(client).append(request({ streamId: "held" }));
    const reading = streamsRead();
    for (let index = 0; index < 20; index++) {
      expect(await adapter.append(request({ streamId: `other-${index}` }))).toMatchObject({
        kind: "appended",
      });
    }
    expect(await reading).toEqual([]);
  });
});

test("transactions without an append hold no reader up, however long they are open", async () => {
  await inTransaction(async (client) => {
    await client.query("CREATE TEMPORARY TABLE other_work AS SELECT 1");
    await client.query("SELECT pg_advisory_xact_lock_shared(1, 1), pg_advisory_xact_lock(1)");
    await adapter.append(request({ streamId: "here" }));
    expect(await streamsRead()).toEqual(["here"]);
  });
});

test("an append that is refused holds no reader up", async () => {
  await adapter.append(request({ streamId: "first" }));
  await inTransaction(async (client) => {
    const outcome = await adapter
      .inTransaction(client)
      .append(request({ streamId: "first", expectedVersion: 0 }));
    expect(outcome.kind).toBe("conflict");
    await adapter.append(request({ streamId: "second" }));
    expect(await streamsRead()).toEqual(["first", "second"]);
  });
});

test("a prepared transaction holds readers at its position, although it has no session", async () => {
  const client = await pool.connect();
  const name = newSchema();
  await client.query("BEGIN");
  await adapter.inTransaction(client).append(request({ streamId: "prepared" }));
  await client.query(`PREPARE TRANSACTION '${name}'`);
  client.release();
  await adapter.append(request({ streamId: "after" }));
  expect(await streamsRead()).toEqual([]);
  await pool.query(`COMMIT PREPARED '${name}'`);
  expect(await streamsRead()).toEqual(["prepared", "after"]);
});

test("readers that follow skip nothing under many appends and slow transactions", async () => {
  let isOver = false;
  const seen: number[] = [];
  const following = (async () => {
    for (let last = false; !last;) {
      last = isOver;
      expect((await adapter.readPositions()).highWaterMark).toBeGreaterThanOrEqual(0);
      for (const { position } of await Array.fromAsync(adapter.readAll({ afterPosition: seen.at(-1) ?? 0 })))
        seen.push(position);
    }
  })();
  await Promise.all([
    ...Array.from({ length: 6 }, async (_, writer) => {
      for (let index = 0; index < 60; index++)
        await adapter.append(request({ streamId: `client-${writer}` }));
    }),
    ...Array.from({ length: 3 }, async (_, writer) => {
      for (let index = 0; index < 20; index++) {
        await inTransaction(async (client) => {
          await adapter.inTransaction(client).append(request({ streamId: `slow-${writer}` }));
          await client.query("SELECT pg_sleep(random() * 0.02)");
          await client.query(index % 4 === 0 ? "ROLLBACK" : "COMMIT");
        });
      }
    }),
  ]);
  isOver = true;
  await following;
  expect(seen).toEqual((await Array.fromAsync(adapter.readAll())).map(({ position }) => position));
  expect(seen).toHaveLength(6 * 60 + 3 * 15);
});

// Type check only: a plain client can be passed as well as one from a pool.
const acceptsClient = (client: Client): unknown => adapter.inTransaction(client);
void acceptsClient;
