/** Positions and readers of the whole store, step by step, while transactions with positions are open. */

import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { inBatches } from "./support/in-batches.ts";
import { event, request } from "./support/requests.ts";
import { sessionsOn, type NamedSession, type Sessions } from "./support/sessions.ts";

const pool = newPool();
afterAll(() => pool.end());

let adapter: PostgresAdapter;
let sessions: Sessions;
let a: NamedSession;
let b: NamedSession;
let c: NamedSession;
beforeEach(async () => {
  const schema = newSchema();
  adapter = postgresAdapter({ pool }, { schema, readTimeoutMs: 0 });
  await adapter.migrate();
  sessions = sessionsOn(pool, adapter, schema);
  [a, b, c] = [await sessions.open("a"), await sessions.open("b"), await sessions.open("c")];
});
afterEach(() => sessions.end());

function to(streamId: string): AppendRequest {
  return request({ streamId });
}

/** The streams of the events that a reader of the whole store sees, and how far behind it is. */
async function seen(
  afterPosition = 0,
): Promise<{ readonly streams: readonly string[]; readonly lag: number }> {
  const events = await Array.fromAsync(adapter.readAll({ afterPosition }));
  const { highWaterMark, lastPosition } = await adapter.readPositions();
  return { streams: events.map(({ streamId }) => streamId), lag: lastPosition - highWaterMark };
}

describe.for(["a single append", "an append in a batch"] as const)("%s", (way) => {
  function append(session: NamedSession, one: AppendRequest): Promise<AppendOutcome> {
    return way === "a single append" ? session.append(one) : session.appendInBatch(one);
  }

  /** In a transaction of its own. */
  function appendAnywhere(one: AppendRequest): Promise<AppendOutcome> {
    return (way === "a single append" ? adapter : inBatches(adapter)).append(one);
  }

  test("a reader stops before the position of an open transaction, and skips nothing after its end", async () => {
    await appendAnywhere(to("zero"));
    await Promise.all([a, b, c].map((session) => session.begin()));
    await append(a, to("one"));
    expect(await seen()).toEqual({ streams: ["zero"], lag: 1 });
    await append(b, to("two"));
    await append(c, to("three"));
    expect(await seen()).toEqual({ streams: ["zero"], lag: 3 });
    await b.commit();
    expect(await seen()).toEqual({ streams: ["zero"], lag: 3 });
    await a.commit();
    expect(await seen()).toEqual({ streams: ["zero", "one", "two"], lag: 1 });
    expect(await seen(1)).toEqual({ streams: ["one", "two"], lag: 1 });
    await appendAnywhere(to("four"));
    expect(await seen()).toEqual({ streams: ["zero", "one", "two"], lag: 2 });
    await c.rollback();
    expect(await seen(3)).toEqual({ streams: ["four"], lag: 0 });
  });

  test("a transaction that appends again still holds readers at its first position", async () => {
    await a.begin();
    await append(a, to("one"));
    await appendAnywhere(to("two"));
    await append(a, to("three"));
    await appendAnywhere(to("four"));
    expect(await seen()).toEqual({ streams: [], lag: 4 });
    await a.commit();
    expect(await seen()).toEqual({ streams: ["one", "two", "three", "four"], lag: 0 });
  });

  test("a transaction that rolls back to a savepoint still holds readers at its first position", async () => {
    await a.begin();
    await append(a, to("kept"));
    await a.client.query("SAVEPOINT before");
    await append(a, to("undone"));
    await appendAnywhere(to("other"));
    await a.client.query("ROLLBACK TO SAVEPOINT before");
    expect(await seen()).toEqual({ streams: [], lag: 3 });
    await a.commit();
    expect(await seen()).toEqual({ streams: ["kept", "other"], lag: 0 });
  });

  test("an append that waits for its stream has taken no position, and holds no reader up", async () => {
    await a.begin();
    await b.begin();
    await append(a, to("held"));
    const waiting = append(b, to("held"));
    await sessions.expectWaiting(b, a);
    await appendAnywhere(to("other"));
    expect(await seen()).toEqual({ streams: [], lag: 2 });
    await a.commit();
    await waiting;
    expect(await seen()).toEqual({ streams: ["held", "other"], lag: 1 });
    await b.commit();
    expect(await seen()).toEqual({ streams: ["held", "other", "held"], lag: 0 });
  });

  test("positions grow in the order of appends, whichever session makes them", async () => {
    for (const session of [a, b, a, c, b, a]) {
      await session.begin();
      await append(session, to("client-1"));
      await session.commit();
    }
    const events = await Array.fromAsync(adapter.readAll());
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("a refused append takes no position, so refusals leave no gaps", async () => {
    const first = request({ events: [event("A", "1")] });
    const [stored] = first.events;
    await appendAnywhere(first);
    const refused = [
      request({ expectedVersion: 0 }),
      request({ expectedVersion: "noStream" }),
      request({ expectedVersion: 7 }),
      request({ streamId: "nowhere", expectedVersion: "streamExists" }),
      ...(stored ? [request({ events: [{ ...stored, data: "2" }] })] : []),
      first,
    ];
    for (const one of refused) await appendAnywhere(one);
    expect(await adapter.readPositions()).toEqual({ highWaterMark: 1, lastPosition: 1 });
    expect(await appendAnywhere(request())).toMatchObject({ kind: "appended", position: 2 });
  });

  test("readers that follow skip nothing, although later positions are committed first again and again", async () => {
    let isOver = false;
    const follow = async (): Promise<readonly number[]> => {
      const positions: number[] = [];
      for (let isLast = false; !isLast;) {
        isLast = isOver;
        const events = await Array.fromAsync(adapter.readAll({ afterPosition: positions.at(-1) ?? 0 }));
        positions.push(...events.map(({ position }) => position));
      }
      return positions;
    };
    const followers = [follow(), follow()];
    for (let round = 0; round < 100; round++) {
      await a.begin();
      await append(a, to("overtaken"));
      await appendAnywhere(to("overtakes"));
      await a.client.query("SELECT pg_sleep(random() * 0.01)");
      await a.commit();
    }
    isOver = true;
    const all = (await Array.fromAsync(adapter.readAll())).map(({ position }) => position);
    expect(all).toHaveLength(200);
    expect(await Promise.all(followers)).toEqual([all, all]);
  });
});

test("a temporary table named pg_locks does not mislead readers", async () => {
  await a.begin();
  await a.append(to("one"));
  await adapter.append(to("two"));
  await c.client.query("CREATE TEMPORARY TABLE pg_locks AS SELECT * FROM pg_catalog.pg_locks LIMIT 0");
  expect(await Array.fromAsync(adapter.inTransaction(c.client).readAll())).toEqual([]);
});
