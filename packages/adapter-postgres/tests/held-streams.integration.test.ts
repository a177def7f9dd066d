/** A stream that a long transaction has locked: only appends to that stream wait for the end of the transaction. */

import { afterAll, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";

const pool = newPool(8);
afterAll(() => pool.end());

let adapter: PostgresAdapter;
beforeEach(async () => {
  adapter = postgresAdapter({ pool }, { schema: newSchema() });
  await adapter.migrate();
});

/** Appends to streams inside a transaction that stays open until the returned function is called. */
async function lock(...streamIds: readonly string[]): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query("BEGIN");
  for (const streamId of streamIds) {
    await adapter.inTransaction(client).append(request({ streamId, events: [event("Claimed")] }));
  }
  return async () => {
    await client.query("COMMIT");
    client.release();
  };
}

const streams = Array.from({ length: 20 }, (_, index) => `client-${index}`);

test("a batch continues without the locked streams, and each append is written once", async () => {
  const release = await lock("client-3", "client-7");
  const appends = streams.map((streamId) => adapter.append(request({ streamId })));
  const isLocked = (index: number): boolean => index === 3 || index === 7;
  await Promise.all(appends.filter((_, index) => !isLocked(index)));
  // Later appends do not wait either.
  await adapter.append(request({ streamId: "client-0" }));

  const later = adapter.append(request({ streamId: "client-3" }));
  await release();
  expect(await Promise.all([appends[3], appends[7], later])).toMatchObject([
    { kind: "appended", firstVersion: 2 },
    { kind: "appended", firstVersion: 2 },
    { kind: "appended", firstVersion: 3 },
  ]);
  expect(await Array.fromAsync(adapter.readAll())).toHaveLength(streams.length + 4);
});

test("an append that has waited conflicts with events that were committed meanwhile", async () => {
  const release = await lock("client-3");
  const claims = ["client-0", "client-3"].map((streamId) =>
    adapter.append(
      request({ streamId, expectedVersion: 0, conflictsWith: [{ type: "Claimed", where: [] }] }),
    ),
  );
  expect(await claims[0]).toMatchObject({ kind: "appended" });
  await release();
  expect(await claims[1]).toMatchObject({ kind: "conflict", count: 1 });
});
