/** Appending inside a transaction of the caller. */

import { afterAll, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";

const pool = newPool();
afterAll(() => pool.end());

let adapter: PostgresAdapter;
beforeEach(async () => {
  adapter = postgresAdapter({ pool }, { schema: newSchema() });
  await adapter.migrate();
});

test("events are stored when the caller commits, and gone when the caller rolls back", async () => {
  for (const [end, count] of [
    ["ROLLBACK", 0],
    ["COMMIT", 1],
  ] as const) {
    const client = await pool.connect();
    await client.query("BEGIN");
    expect(await adapter.inTransaction(client).append(request())).toMatchObject({
      kind: "appended",
      firstVersion: 1,
    });
    expect(await Array.fromAsync(adapter.readStream("client-1"))).toHaveLength(0);
    expect(await Array.fromAsync(adapter.inTransaction(client).readStream("client-1"))).toHaveLength(1);
    await client.query(end);
    client.release();
    expect(await Array.fromAsync(adapter.readStream("client-1"))).toHaveLength(count);
  }
});

test.for(["REPEATABLE READ", "SERIALIZABLE"])(
  "an append in a transaction that is %s is refused, and the transaction stays usable",
  async (level) => {
    const client = await pool.connect();
    await client.query(`BEGIN ISOLATION LEVEL ${level}`);
    await expect(adapter.inTransaction(client).append(request())).rejects.toMatchObject({
      code: "unsupported-isolation",
    });
    await expect(Array.fromAsync(adapter.inTransaction(client).readAll())).rejects.toMatchObject({
      code: "unsupported-isolation",
    });
    await client.query("ROLLBACK");
    client.release();
  },
);

test("a client without a transaction is refused, and nothing is written", async () => {
  const client = await pool.connect();
  await expect(adapter.inTransaction(client).append(request())).rejects.toMatchObject({
    code: "no-transaction",
  });
  client.release();
  expect(await Array.fromAsync(adapter.readAll())).toEqual([]);
});

test("an append that fails leaves the transaction as it was", async () => {
  const client = await pool.connect();
  await client.query("BEGIN");
  const inside = adapter.inTransaction(client);
  await inside.append(request());
  await expect(inside.append(request({ events: [event("A", "no JSON")] }))).rejects.toMatchObject({
    code: "data-refused",
  });
  expect(await inside.append(request())).toMatchObject({ kind: "appended", firstVersion: 2 });
  await client.query("COMMIT");
  client.release();
  expect(await Array.fromAsync(adapter.readStream("client-1"))).toHaveLength(2);
});

test("other appends wait for the stream until the transaction ends, and then see its events", async () => {
  const client = await pool.connect();
  await client.query("BEGIN");
  await adapter.inTransaction(client).append(request({ expectedVersion: 0 }));
  const other = adapter.append(request({ expectedVersion: 0 }));
  await client.query("COMMIT");
  client.release();
  expect(await other).toMatchObject({ kind: "conflict", count: 1 });
});

test("a rule set that was rolled back is stored by the next append that needs it", async () => {
  const rules = { fingerprint: "sha256:1", canonicalJson: "{}" };
  const client = await pool.connect();
  await client.query("BEGIN");
  await adapter.inTransaction(client).append(request({ rules }));
  await client.query("ROLLBACK");
  client.release();
  await adapter.append(request({ rules }));
  expect(await Array.fromAsync(adapter.readRuleSets())).toEqual([rules]);
});
