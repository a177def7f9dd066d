/** Two and three transactions on one stream, step by step: which waits for which, and the outcome of each. */

import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
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
  adapter = postgresAdapter({ pool }, { schema });
  await adapter.migrate();
  sessions = sessionsOn(pool, adapter, schema);
  [a, b, c] = [await sessions.open("a"), await sessions.open("b"), await sessions.open("c")];
});
afterEach(() => sessions.end());

/** Conflicts with every other claim. The caller has seen an empty stream. */
function claim(more: Partial<AppendRequest> = {}): AppendRequest {
  const conflictsWith = [{ type: "Claimed", where: [] }];
  return request({ events: [event("Claimed")], expectedVersion: 0, conflictsWith, ...more });
}

/** Never conflicts. The caller has seen an empty stream. */
function note(): AppendRequest {
  return request({ events: [event("Noted")], expectedVersion: 0, conflictsWith: [] });
}

async function types(streamId = "client-1"): Promise<readonly string[]> {
  return (await Array.fromAsync(adapter.readStream(streamId))).map(({ type }) => type);
}

describe.for([
  ["READ COMMITTED", "a single append"],
  ["READ COMMITTED", "an append in a batch"],
  ["READ UNCOMMITTED", "a single append"],
  ["READ UNCOMMITTED", "an append in a batch"],
] as const)("under %s, %s", ([isolation, way]) => {
  beforeEach(() => Promise.all([a, b, c].map((session) => session.begin(isolation))));

  function append(session: NamedSession, one: AppendRequest): Promise<AppendOutcome> {
    return way === "a single append" ? session.append(one) : session.appendInBatch(one);
  }

  test("a claim waits for the claim before it, and conflicts with it", async () => {
    const first = claim();
    expect(await append(a, first)).toMatchObject({ kind: "appended", firstVersion: 1 });
    const second = append(b, claim());
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await second).toMatchObject({
      kind: "conflict",
      actualVersion: 1,
      count: 1,
      conflicting: [{ id: first.events[0]?.id, version: 1 }],
    });
    await b.commit();
    expect(await types()).toEqual(["Claimed"]);
  });

  test("a claim waits for the claim before it, and is appended if that is rolled back", async () => {
    await append(a, claim());
    const second = append(b, claim());
    await sessions.expectWaiting(b, a);
    await a.rollback();
    expect(await second).toMatchObject({ kind: "appended", firstVersion: 1 });
    await b.commit();
    expect(await types()).toEqual(["Claimed"]);
  });

  test("an event that never conflicts waits too, and is merged at the next version", async () => {
    await append(a, claim());
    const second = append(b, note());
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await second).toMatchObject({ kind: "merged", firstVersion: 2, lastVersion: 2 });
    await b.commit();
    expect(await types()).toEqual(["Claimed", "Noted"]);
  });

  test("a claim conflicts with an event in the middle of an append of several events", async () => {
    await append(a, request({ events: [event("Noted"), event("Claimed"), event("Noted")] }));
    const second = append(b, claim());
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await second).toMatchObject({ kind: "conflict", actualVersion: 3, conflicting: [{ version: 2 }] });
  });

  test("three in a queue: the third sees the event of the second once that has committed", async () => {
    await append(a, note());
    const second = append(b, claim());
    await sessions.expectWaiting(b, a);
    const third = append(c, claim());
    await sessions.expectWaiting(c, a, b);
    await a.commit();
    expect(await second).toMatchObject({ kind: "merged", firstVersion: 2 });
    await sessions.expectWaiting(c, b);
    await b.commit();
    expect(await third).toMatchObject({ kind: "conflict", actualVersion: 2, conflicting: [{ version: 2 }] });
  });

  test("three in a queue: an event that the second has rolled back does not count", async () => {
    await append(a, note());
    const second = append(b, claim());
    await sessions.expectWaiting(b, a);
    const third = append(c, claim());
    await sessions.expectWaiting(c, a, b);
    await a.commit();
    await second;
    await sessions.expectWaiting(c, b);
    await b.rollback();
    expect(await third).toMatchObject({ kind: "merged", firstVersion: 2 });
    await c.commit();
    expect(await types()).toEqual(["Noted", "Claimed"]);
  });

  test("the same append again waits for the first attempt, and is a duplicate of it", async () => {
    const repeated = claim({ events: [event("Claimed"), event("Claimed")] });
    await append(a, repeated);
    const again = append(b, repeated);
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await again).toMatchObject({ kind: "duplicate", firstVersion: 1, lastVersion: 2 });
    expect(await types()).toEqual(["Claimed", "Claimed"]);
  });

  test("the same append again is appended if the first attempt is rolled back", async () => {
    const repeated = claim();
    await append(a, repeated);
    const again = append(b, repeated);
    await sessions.expectWaiting(b, a);
    await a.rollback();
    expect(await again).toMatchObject({ kind: "appended", firstVersion: 1 });
  });

  test("an append that reuses an id waits for the append under way with that id, and is then refused", async () => {
    const one = event("Claimed", "1");
    await append(a, claim({ events: [one] }));
    const reusing = append(b, claim({ events: [{ ...one, data: "2" }] }));
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await reusing).toMatchObject({ kind: "id-reused", eventId: one.id, version: 1 });
  });

  test("if two appends expect no stream, the second is refused", async () => {
    await append(a, request({ expectedVersion: "noStream" }));
    const second = append(b, request({ expectedVersion: "noStream" }));
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await second).toMatchObject({ kind: "wrong-version", actualVersion: 1 });
  });

  test("a refused append locks its stream too, so the refusal stays true until the transaction ends", async () => {
    await adapter.append(claim());
    expect(await append(a, claim())).toMatchObject({ kind: "conflict" });
    const second = append(b, note());
    await sessions.expectWaiting(b, a);
    await a.rollback();
    expect(await second).toMatchObject({ kind: "merged", firstVersion: 2 });
  });

  test("a transaction that rolls back to a savepoint releases the locks taken since", async () => {
    await a.client.query("SAVEPOINT before");
    await append(a, claim());
    const second = append(b, claim());
    await sessions.expectWaiting(b, a);
    await a.client.query("ROLLBACK TO SAVEPOINT before");
    expect(await second).toMatchObject({ kind: "appended", firstVersion: 1 });
    const third = append(a, claim());
    await sessions.expectWaiting(a, b);
    await b.commit();
    expect(await third).toMatchObject({ kind: "conflict", actualVersion: 1 });
  });

  test("an append conflicts with earlier events of its own transaction", async () => {
    await append(a, claim());
    expect(await append(a, claim())).toMatchObject({ kind: "conflict", actualVersion: 1 });
    expect(await append(a, note())).toMatchObject({ kind: "merged", firstVersion: 2 });
    await a.commit();
    expect(await types()).toEqual(["Claimed", "Noted"]);
  });

  test("an append waits for a transaction that stores the same rule set for the first time, and it is stored once", async () => {
    const rules = { fingerprint: "sha256:1", canonicalJson: "{}" };
    await append(a, claim({ rules }));
    const second = append(b, claim({ streamId: "client-2", rules }));
    await sessions.expectWaiting(b, a);
    await a.rollback();
    expect(await second).toMatchObject({ kind: "appended" });
    await b.commit();
    await append(c, claim({ streamId: "client-3", rules }));
    await c.commit();
    expect(await Array.fromAsync(adapter.readRuleSets())).toEqual([rules]);
  });

  test("appends to other streams and readers do not wait", async () => {
    await append(a, claim());
    expect(await append(b, claim({ streamId: "client-2" }))).toMatchObject({ kind: "appended" });
    expect(await Array.fromAsync(adapter.inTransaction(c.client).readStream("client-1"))).toEqual([]);
    expect(await types()).toEqual([]);
  });
});

describe.for(["REPEATABLE READ", "SERIALIZABLE"])("under %s", (isolation) => {
  test("an append is refused before it waits for a lock, and its transaction stays usable", async () => {
    await a.begin();
    await a.append(claim());
    await b.begin(isolation);
    await expect(b.append(claim())).rejects.toMatchObject({ code: "unsupported-isolation" });
    await a.commit();
    await expect(b.append(note())).rejects.toMatchObject({ code: "unsupported-isolation" });
    await c.begin(isolation);
    await expect(c.appendInBatch(note())).rejects.toMatchObject({ code: "unsupported-isolation" });
    // If the append had not been refused, it would have looked at this outdated snapshot.
    expect(await Array.fromAsync(adapter.inTransaction(b.client).readStream("client-1"))).toEqual([]);
    await b.commit();
    expect(await types()).toEqual(["Claimed"]);
  });

  test("appends of other transactions are not refused because of it", async () => {
    await a.begin(isolation);
    await a.client.query("SELECT count(*) FROM pg_class");
    await b.begin();
    expect(await b.append(claim())).toMatchObject({ kind: "appended" });
    await b.commit();
    expect(await Array.fromAsync(adapter.inTransaction(a.client).readStream("client-1"))).toEqual([]);
  });
});

describe("two streams", () => {
  const one = (): AppendRequest => request({ streamId: "client-1" });
  const two = (): AppendRequest => request({ streamId: "client-2" });

  // One of the two streams has the lower key. In one of these tests that stream is locked.
  test.for(["client-1", "client-2"])(
    "batches that name them in opposite order, while '%s' is locked, do not deadlock",
    async (streamId) => {
      // A deadlock is detected before the test gives up.
      for (const { client } of [b, c]) await client.query("SET deadlock_timeout = '10ms'");
      await a.begin();
      await a.append(request({ streamId }));
      const forwards = b.appendBatch(one(), two());
      await sessions.expectWaitingForAny(b);
      const backwards = c.appendBatch(two(), one());
      await sessions.expectWaitingForAny(c);
      await a.commit();
      for (const outcomes of [await forwards, await backwards])
        expect(outcomes.map(({ kind }) => kind)).toEqual(["appended", "appended"]);
      expect(await types(streamId)).toHaveLength(3);
    },
  );

  test("transactions that lock them one by one, in opposite order, deadlock: one is 'unavailable', the other succeeds", async () => {
    for (const session of [a, b]) {
      await session.client.query("SET deadlock_timeout = '10ms'");
      await session.begin();
    }
    await a.append(one());
    await b.append(two());
    const outcomes = await Promise.allSettled([a.append(two()), b.append(one())].map(endOnError));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "unavailable" });
    await Promise.all([a.commit(), b.commit()]);
    expect([...(await types("client-1")), ...(await types("client-2"))]).toHaveLength(2);
  });

  /** Rolls the transaction back if the append fails, as a caller does. That releases its locks. */
  async function endOnError<Outcome>(append: Promise<Outcome>, index: number): Promise<Outcome> {
    try {
      return await append;
    } catch (error) {
      await (index === 0 ? a : b).rollback();
      throw error;
    }
  }
});
