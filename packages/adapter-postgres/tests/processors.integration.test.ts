/** Subscriptions and processors on PostgreSQL: what wakes them, and effects that are applied exactly once. */

import { createEventStore, createProcessor, type Event, type EventStore } from "@truce/core";
import { UnavailableError } from "@truce/core/adapter";
import type { PoolClient } from "pg";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";

import { postgresAdapter, type PostgresAdapterOptions } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";

type Counted = Event<"Counted", { n: number }>;

/** Longer than any test, so that whoever is not woken is not seen. */
const NEVER_MS = 3_600_000;
const LONG = 60_000;

/** Tells the sessions of this file from those of others. */
const application = `processors ${crypto.randomUUID()}`;
const pool = newPool(20, application);
afterAll(() => pool.end());

let schema: string;
let store: EventStore<Counted>;

beforeEach(async () => {
  schema = newSchema();
  store = openStore();
  await adapter().migrate();
  await pool.query(
    `CREATE TABLE ${schema}.effects (place bigserial PRIMARY KEY, position bigint NOT NULL, stream_id text NOT NULL)`,
  );
  return async () => {
    await pool.query(`DROP SCHEMA ${schema} CASCADE`);
  };
});

function adapter(options: PostgresAdapterOptions = {}) {
  return postgresAdapter<PoolClient>({ pool }, { schema, ...options });
}

/** As another process would open it. */
function openStore(options: PostgresAdapterOptions = {}): EventStore<Counted> {
  return createEventStore<Counted>({ adapter: adapter(options) });
}

async function append(to: EventStore<Counted>, n: number, streamId = `counter-${n % 5}`): Promise<void> {
  await to.append(streamId, [{ type: "Counted", data: { n } }], { expectedVersion: "any" });
}

async function effects(): Promise<readonly number[]> {
  const { rows } = await pool.query<{ position: string }>(
    `SELECT position FROM ${schema}.effects ORDER BY place`,
  );
  return rows.map(({ position }) => Number(position));
}

async function addEffects(
  client: PoolClient,
  events: readonly { readonly position: number; readonly streamId: string }[],
): Promise<void> {
  for (const { position, streamId } of events) {
    await client.query(`INSERT INTO ${schema}.effects (position, stream_id) VALUES ($1, $2)`, [
      position,
      streamId,
    ]);
  }
}

/** The sessions that listen. */
async function listening(): Promise<readonly number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN truce' AND application_name = $1",
    [application],
  );
  return rows.map(({ pid }) => pid);
}

describe("a subscription", () => {
  test("is woken by the appends of this process and of others", async () => {
    const ending = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { data } of store.subscribe({ pollMs: NEVER_MS, signal: ending.signal }))
        seen.push(data.n);
    })();
    await append(store, 1);
    await vi.waitFor(() => expect(seen).toEqual([1]), LONG);
    const other = openStore();
    // Until the subscription listens, it misses notifications; when it listens, it looks.
    for (let n = 2; n <= 4; n++) {
      await append(other, n);
      await vi.waitFor(() => expect(seen).toContain(n), LONG);
    }
    ending.abort();
    await reading;
  });

  test("listens again when its connection was lost", async () => {
    const ending = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { data } of store.subscribe({ pollMs: NEVER_MS, signal: ending.signal }))
        seen.push(data.n);
    })();
    const other = openStore();
    for (let n = 1; n <= 3; n++) {
      await append(other, n);
      await vi.waitFor(() => expect(seen).toContain(n), LONG);
      await vi.waitFor(async () => expect(await listening()).toHaveLength(1), LONG);
      for (const pid of await listening()) await pool.query("SELECT pg_terminate_backend($1)", [pid]);
    }
    await append(other, 4);
    await vi.waitFor(() => expect(seen).toEqual([1, 2, 3, 4]), LONG);
    ending.abort();
    await reading;
  });

  test("needs no notifications", async () => {
    await vi.waitFor(async () => expect(await listening()).toEqual([]), LONG);
    const quiet = openStore({ notifications: false });
    const ending = new AbortController();
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { data } of quiet.subscribe({ pollMs: 20, signal: ending.signal })) seen.push(data.n);
    })();
    await append(store, 1);
    await append(store, 2);
    await vi.waitFor(() => expect(seen).toEqual([1, 2]), LONG);
    expect(await listening()).toEqual([]);
    ending.abort();
    await reading;
  });

  test("stops listening when nobody subscribes any more", async () => {
    const ending = new AbortController();
    const reading = Array.fromAsync(store.subscribe({ signal: ending.signal }));
    await vi.waitFor(async () => expect(await listening()).toHaveLength(1), LONG);
    ending.abort();
    await reading;
    await vi.waitFor(async () => expect(await listening()).toEqual([]), LONG);
  });

  test("takes no connection of the pool between its reads", async () => {
    const single = newPool(1);
    try {
      const alone = createEventStore<Counted>({ adapter: postgresAdapter({ pool: single }, { schema }) });
      const ending = new AbortController();
      const seen: number[] = [];
      const reading = (async () => {
        for await (const { data } of alone.subscribe({ signal: ending.signal })) seen.push(data.n);
      })();
      for (let n = 1; n <= 5; n++) await append(alone, n);
      await vi.waitFor(() => expect(seen).toEqual([1, 2, 3, 4, 5]), LONG);
      ending.abort();
      await reading;
    } finally {
      await single.end();
    }
  });
});

describe("a processor with transactions", () => {
  const name = "effects";

  test("commits effects and checkpoint together, or neither", async () => {
    for (let n = 1; n <= 6; n++) await append(store, n);
    let failures = 0;
    const processor = createProcessor({
      store,
      name,
      transactions: adapter(),
      batchSize: 2,
      retry: { attempts: 5, backoff: () => 0 },
      async handle(events, { transaction }) {
        await addEffects(transaction, events);
        if (failures++ < 3) throw new Error("after the effect");
      },
    });
    await processor.start();
    await processor.waitFor(6);
    await processor.stop();
    expect(await effects()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("an error of the database in the effect is an error of the event", async () => {
    await append(store, 1);
    const processor = createProcessor({
      store,
      name,
      transactions: adapter(),
      retry: { attempts: 2, backoff: () => 0 },
      async handle(_, { transaction }) {
        await transaction.query("SELECT 1 / 0");
      },
    });
    await processor.start();
    await expect(processor.stopped).rejects.toMatchObject({
      code: "processor-failed",
      cause: { message: "division by zero" },
    });
    expect(await processor.lag()).toBe(1);
  });

  test("a lost connection is no failed attempt", async () => {
    await append(store, 1);
    let losses = 0;
    const unavailable: unknown[] = [];
    const processor = createProcessor({
      store,
      name,
      transactions: adapter(),
      retry: { attempts: 1 },
      onUnavailable: (error) => void unavailable.push(error),
      async handle(events, { transaction }) {
        await addEffects(transaction, events);
        if (losses++ < 3) {
          await pool.query("SELECT pg_terminate_backend($1)", [
            (await transaction.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]?.pid,
          ]);
          await transaction.query("SELECT 1");
        }
      },
    });
    await processor.start();
    await processor.waitFor(1);
    await processor.stop();
    expect(await effects()).toEqual([1]);
    expect(unavailable.map((error) => error instanceof UnavailableError)).toEqual([true, true, true]);
  });

  test("can append to the same store, in the same transaction", async () => {
    type Echo = Counted | Event<"Echoed", { n: number }>;
    const transactions = adapter();
    const echoes = createEventStore<Echo>({ adapter: transactions });
    const processor = createProcessor({
      store: echoes,
      name: "echo",
      types: ["Counted"],
      transactions,
      retry: { attempts: 5, backoff: () => 0 },
      async handle(events, { transaction, attempt }) {
        const within = createEventStore<Echo>({ adapter: transactions.inTransaction(transaction) });
        for (const { data } of events) {
          await within.append("echoes", [{ type: "Echoed", data }], { expectedVersion: "any" });
        }
        if (attempt === 1) throw new Error("after the append");
      },
    });
    for (let n = 1; n <= 3; n++) await append(store, n);
    await processor.start();
    await processor.waitFor(3);
    await processor.stop();
    const echoed = await Array.fromAsync(echoes.readStream("echoes"));
    expect(echoed.map(({ data }) => data.n)).toEqual([1, 2, 3]);
  });

  test("a paused owner that wakes up commits nothing after another has taken over", async () => {
    await append(store, 1);
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    let aborted: boolean | undefined;
    const common = { store, name, transactions: adapter(), leaseMs: 100 };
    const paused = createProcessor({
      ...common,
      async handle(events, { transaction, signal }) {
        await addEffects(transaction, events);
        await taken;
        await vi.waitFor(() => expect(signal.aborted).toBe(true), LONG);
        aborted = signal.aborted;
      },
    });
    // As in a process that stands still: its lease is not renewed.
    const renewal = vi.spyOn(common.transactions.processors, "renew").mockRejectedValue(new Error("paused"));
    await paused.start();
    await vi.waitFor(async () => expect(await leases()).toBe(1), LONG);
    const next = createProcessor({
      ...common,
      transactions: adapter(),
      handle: (events, { transaction }) => addEffects(transaction, events),
    });
    await next.start();
    await next.waitFor(1);
    renewal.mockRestore();
    take();
    await vi.waitFor(() => expect(aborted).toBe(true), LONG);
    await paused.stop();
    await append(store, 2);
    await next.waitFor(2);
    await next.stop();
    expect(await effects()).toEqual([1, 2]);
  });

  async function leases(): Promise<number> {
    const { rows } = await pool.query(
      `SELECT FROM ${schema}.processor_partitions WHERE lease_id IS NOT NULL`,
    );
    return rows.length;
  }
});

test("an adapter without transactions is refused", () => {
  const { commitWith: _, ...processors } = adapter().processors;
  expect(() =>
    createProcessor({ store, name: "effects", transactions: { processors }, handle: () => {} }),
  ).toThrow(/transactions/);
});
