/** Two and three transactions on one stream, step by step: who waits for whom, and what each of them is told. */

import type { AppendOutcome, AppendRequest } from "@truce/core";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { collect } from "./support/collect.ts";
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

/** Conflicts with every other claim. Its author has seen an empty stream. */
function claim(more: Partial<AppendRequest> = {}): AppendRequest {
  const conflictsWith = [{ type: "Claimed", where: [] }];
  return request({ events: [event("Claimed")], expectedVersion: 0, conflictsWith, ...more });
}

/** Never conflicts. Its author has seen an empty stream. */
function note(): AppendRequest {
  return request({ events: [event("Noted")], expectedVersion: 0, conflictsWith: [] });
}

async function types(streamId = "client-1"): Promise<readonly string[]> {
  return (await collect(adapter.readStream(streamId))).map(({ type }) => type);
}

describe.for([
  ["READ COMMITTED", "alone"],
  ["READ COMMITTED", "in a batch"],
  ["READ UNCOMMITTED", "alone"],
  ["READ UNCOMMITTED", "in a batch"],
] as const)("under %s, %s", ([isolation, way]) => {
  beforeEach(() => Promise.all([a, b, c].map((session) => session.begin(isolation))));

  function append(session: NamedSession, one: AppendRequest): Promise<AppendOutcome> {
    return way === "alone" ? session.append(one) : session.appendInBatch(one);
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

  test("a claim waits for the claim before it, and is appended where that is rolled back", async () => {
    await append(a, claim());
    const second = append(b, claim());
    await sessions.expectWaiting(b, a);
    await a.rollback();
    expect(await second).toMatchObject({ kind: "appended", firstVersion: 1 });
    await b.commit();
    expect(await types()).toEqual(["Claimed"]);
  });

  test("what never conflicts waits as well, and is merged at the next version", async () => {
    await append(a, claim());
    const second = append(b, note());
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await second).toMatchObject({ kind: "merged", firstVersion: 2, lastVersion: 2 });
    await b.commit();
    expect(await types()).toEqual(["Claimed", "Noted"]);
  });

  test("a claim conflicts with what an append of several events has committed in its midst", async () => {
    await append(a, request({ events: [event("Noted"), event("Claimed"), event("Noted")] }));
    const second = append(b, claim());
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await second).toMatchObject({ kind: "conflict", actualVersion: 3, conflicting: [{ version: 2 }] });
  });

  test("three queue: the third sees what the second did, once the second is done", async () => {
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

  test("three queue: what the second has rolled back does not count", async () => {
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

  test("the same append again waits for its first try, and is a duplicate of it", async () => {
    const repeated = claim({ events: [event("Claimed"), event("Claimed")] });
    await append(a, repeated);
    const again = append(b, repeated);
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await again).toMatchObject({ kind: "duplicate", firstVersion: 1, lastVersion: 2 });
    expect(await types()).toEqual(["Claimed", "Claimed"]);
  });

  test("the same append again is appended where its first try is rolled back", async () => {
    const repeated = claim();
    await append(a, repeated);
    const again = append(b, repeated);
    await sessions.expectWaiting(b, a);
    await a.rollback();
    expect(await again).toMatchObject({ kind: "appended", firstVersion: 1 });
  });

  test("an id that an append under way uses for something else is waited for, and then taken", async () => {
    const one = event("Claimed", "1");
    await append(a, claim({ events: [one] }));
    const reusing = append(b, claim({ events: [{ ...one, data: "2" }] }));
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await reusing).toMatchObject({ kind: "id-reused", eventId: one.id, version: 1 });
  });

  test("of two that want an empty stream, the second finds one that is not", async () => {
    await append(a, request({ expectedVersion: "noStream" }));
    const second = append(b, request({ expectedVersion: "noStream" }));
    await sessions.expectWaiting(b, a);
    await a.commit();
    expect(await second).toMatchObject({ kind: "wrong-version", actualVersion: 1 });
  });

  test("a refusal holds the stream too: it stays true until the transaction ends", async () => {
    await adapter.append(claim());
    expect(await append(a, claim())).toMatchObject({ kind: "conflict" });
    const second = append(b, note());
    await sessions.expectWaiting(b, a);
    await a.rollback();
    expect(await second).toMatchObject({ kind: "merged", firstVersion: 2 });
  });

  test("a transaction that goes back to a savepoint lets go of what it did since", async () => {
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

  test("a transaction conflicts with what it has done itself", async () => {
    await append(a, claim());
    expect(await append(a, claim())).toMatchObject({ kind: "conflict", actualVersion: 1 });
    expect(await append(a, note())).toMatchObject({ kind: "merged", firstVersion: 2 });
    await a.commit();
    expect(await types()).toEqual(["Claimed", "Noted"]);
  });

  test("rules that a transaction stores for the first time are waited for, and stored once", async () => {
    const rules = { fingerprint: "sha256:1", canonicalJson: "{}" };
    await append(a, claim({ rules }));
    const second = append(b, claim({ streamId: "client-2", rules }));
    await sessions.expectWaiting(b, a);
    await a.rollback();
    expect(await second).toMatchObject({ kind: "appended" });
    await b.commit();
    await append(c, claim({ streamId: "client-3", rules }));
    await c.commit();
    expect(await collect(adapter.readRuleSets())).toEqual([rules]);
  });

  test("other streams and readers wait for nobody", async () => {
    await append(a, claim());
    expect(await append(b, claim({ streamId: "client-2" }))).toMatchObject({ kind: "appended" });
    expect(await collect(adapter.inTransaction(c.client).readStream("client-1"))).toEqual([]);
    expect(await types()).toEqual([]);
  });
});

describe.for(["REPEATABLE READ", "SERIALIZABLE"])("under %s", (isolation) => {
  test("an append is refused before it waits for anybody, and its transaction goes on", async () => {
    await a.begin();
    await a.append(claim());
    await b.begin(isolation);
    await expect(b.append(claim())).rejects.toMatchObject({ code: "unsupported-isolation" });
    await a.commit();
    await expect(b.append(note())).rejects.toMatchObject({ code: "unsupported-isolation" });
    await c.begin(isolation);
    await expect(c.appendInBatch(note())).rejects.toMatchObject({ code: "unsupported-isolation" });
    // What it would have looked at, had it been let through: the stream as it was before.
    expect(await collect(adapter.inTransaction(b.client).readStream("client-1"))).toEqual([]);
    await b.commit();
    expect(await types()).toEqual(["Claimed"]);
  });

  test("others are not refused because of it", async () => {
    await a.begin(isolation);
    await a.client.query("SELECT count(*) FROM pg_class");
    await b.begin();
    expect(await b.append(claim())).toMatchObject({ kind: "appended" });
    await b.commit();
    expect(await collect(adapter.inTransaction(a.client).readStream("client-1"))).toEqual([]);
  });
});

describe("two streams", () => {
  const one = (): AppendRequest => request({ streamId: "client-1" });
  const two = (): AppendRequest => request({ streamId: "client-2" });

  // One of the two streams has the lower key. Whichever it is, it is held in one of these tests.
  test.for(["client-1", "client-2"])(
    "batches that name them in opposite order, while '%s' is held, do not wait in a circle",
    async (streamId) => {
      // A circle is found before anybody has lost patience.
      for (const { client } of [b, c]) await client.query("SET deadlock_timeout = '10ms'");
      await a.begin();
      await a.append(request({ streamId }));
      const forwards = b.appendTogether(one(), two());
      await sessions.expectWaitingForSomebody(b);
      const backwards = c.appendTogether(two(), one());
      await sessions.expectWaitingForSomebody(c);
      await a.commit();
      for (const outcomes of [await forwards, await backwards])
        expect(outcomes.map(({ kind }) => kind)).toEqual(["appended", "appended"]);
      expect(await types(streamId)).toHaveLength(3);
    },
  );

  test("transactions that take them one by one, in opposite order: one is told 'unavailable', the other goes on", async () => {
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

  /** What a caller does whose append has failed: the transaction ends, and with it the locks. */
  async function endOnError<Outcome>(append: Promise<Outcome>, index: number): Promise<Outcome> {
    try {
      return await append;
    } catch (error) {
      await (index === 0 ? a : b).rollback();
      throw error;
    }
  }
});
