/** Prepared statements that are gone: they are sent again, and nothing is lost or written twice. */

import { afterAll, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { collect } from "./support/collect.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";

const pool = newPool(1);
afterAll(() => pool.end());

async function newAdapter(): Promise<PostgresAdapter> {
  const adapter = postgresAdapter({ pool }, { schema: newSchema() });
  await adapter.migrate();
  return adapter;
}

const paths: readonly (readonly [string, (adapter: PostgresAdapter) => Promise<unknown>])[] = [
  ["an append alone", (adapter) => adapter.append(request())],
  ["appends together", (adapter) => Promise.all(Array.from({ length: 5 }, () => adapter.append(request())))],
  ["reading a stream", (adapter) => collect(adapter.readStream("client-1"))],
  [
    "reading a stream backwards",
    (adapter) => collect(adapter.readStream("client-1", { direction: "backwards" })),
  ],
  ["finding an event", (adapter) => collect(adapter.readStream("client-1", { eventId: "e" }))],
  ["reading the whole store", (adapter) => collect(adapter.readAll())],
  ["reading rule sets", (adapter) => collect(adapter.readRuleSets())],
  ["positions", (adapter) => adapter.readPositions()],
];

test.for(["DISCARD ALL", "DEALLOCATE ALL"])("%s between the calls is not felt", async (discard) => {
  const adapter = await newAdapter();
  for (const [, use] of paths) {
    await use(adapter);
    await pool.query(discard);
    await use(adapter);
    await use(adapter);
  }
  const events = await collect(adapter.readStream("client-1"));
  expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
  expect(events).toHaveLength(3 * (1 + 5));
});

test("also in a transaction of the caller's, on a client that was used before", async () => {
  const adapter = await newAdapter();
  const client = await pool.connect();
  for (let round = 0; round < 3; round++) {
    await client.query("BEGIN");
    const inside = adapter.inTransaction(client);
    await inside.append(request({ events: [event("A")] }));
    expect(await collect(inside.readStream("client-1"))).toHaveLength(round + 1);
    await client.query("COMMIT");
    await client.query("DISCARD ALL");
  }
  client.release();
});
