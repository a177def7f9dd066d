/** Prepared statements that the server has lost are sent again, and nothing is lost or written twice. */

import { afterAll, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";

const pool = newPool(1);
afterAll(() => pool.end());

async function newAdapter(): Promise<PostgresAdapter> {
  const adapter = postgresAdapter({ pool }, { schema: newSchema() });
  await adapter.migrate();
  return adapter;
}

const snapshotKey = { streamId: "client-1", name: "client" };
const snapshot = { deciderVersion: 1, version: 1, appendId: "a", state: "{}" };
const paths: readonly (readonly [string, (adapter: PostgresAdapter) => Promise<unknown>])[] = [
  ["a single append", (adapter) => adapter.append(request())],
  [
    "appends in a batch",
    (adapter) => Promise.all(Array.from({ length: 5 }, () => adapter.append(request()))),
  ],
  ["reading a stream", (adapter) => Array.fromAsync(adapter.readStream("client-1"))],
  [
    "reading a stream backwards",
    (adapter) => Array.fromAsync(adapter.readStream("client-1", { direction: "backwards" })),
  ],
  ["finding an event", (adapter) => Array.fromAsync(adapter.readStream("client-1", { eventId: "e" }))],
  ["reading the whole store", (adapter) => Array.fromAsync(adapter.readAll())],
  ["reading rule sets", (adapter) => Array.fromAsync(adapter.readRuleSets())],
  ["positions", (adapter) => adapter.readPositions()],
  ["loading a snapshot", (adapter) => adapter.snapshots.load(snapshotKey)],
  ["saving a snapshot", (adapter) => adapter.snapshots.save(snapshotKey, snapshot, null)],
];

test.for(["DISCARD ALL", "DEALLOCATE ALL"])("%s between the calls causes no error", async (discard) => {
  const adapter = await newAdapter();
  for (const [, use] of paths) {
    await use(adapter);
    await pool.query(discard);
    await use(adapter);
    await use(adapter);
  }
  const events = await Array.fromAsync(adapter.readStream("client-1"));
  expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
  expect(events).toHaveLength(3 * (1 + 5));
});

test("the same in a transaction of the caller, on a client that was used before", async () => {
  const adapter = await newAdapter();
  const client = await pool.connect();
  for (let round = 0; round < 3; round++) {
    await client.query("BEGIN");
    const inside = adapter.inTransaction(client);
    await inside.append(request({ events: [event("A")] }));
    expect(await Array.fromAsync(inside.readStream("client-1"))).toHaveLength(round + 1);
    await client.query("COMMIT");
    await client.query("DISCARD ALL");
  }
  client.release();
});
