/** Faults of the server and of the connection: what they mean, and what is left of the pool. */

import { createServer, connect as connectSocket, type Socket } from "node:net";

import { Pool } from "pg";
import { afterAll, beforeEach, expect, inject, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { collect } from "./support/collect.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";

const admin = newPool();
afterAll(() => admin.end());

let schema: string;
beforeEach(async () => {
  schema = newSchema();
  await postgresAdapter({ pool: admin }, { schema }).migrate();
});

/** Holds the lock of a stream until it is called. */
async function hold(streamId: string): Promise<() => Promise<void>> {
  const client = await admin.connect();
  await client.query("BEGIN");
  await postgresAdapter({ pool: admin }, { schema }).inTransaction(client).append(request({ streamId }));
  return async () => {
    await client.query("ROLLBACK");
    client.release();
  };
}

async function waitingBackend(applicationName: string): Promise<number> {
  for (;;) {
    const { rows } = await admin.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'",
      [applicationName],
    );
    if (rows[0]) return rows[0].pid;
  }
}

async function withPool(
  options: Record<string, unknown>,
  work: (adapter: PostgresAdapter, pool: Pool) => Promise<void>,
): Promise<void> {
  const pool = new Pool({
    connectionString: inject("databaseUrl"),
    application_name: schema,
    max: 2,
    ...options,
  });
  pool.on("error", () => {});
  await work(postgresAdapter({ pool }, { schema }), pool);
  await pool.end();
}

test("an append whose backend is terminated has an unknown outcome, and its connection is not used again", async () => {
  await withPool({}, async (adapter, pool) => {
    const release = await hold("client-1");
    const settled = Promise.allSettled([adapter.append(request())]);
    await admin.query("SELECT pg_terminate_backend($1)", [await waitingBackend(schema)]);
    expect(await settled).toMatchObject([{ status: "rejected", reason: { code: "outcome-unknown" } }]);
    await release();
    expect(pool.totalCount).toBe(0);
    expect(await adapter.append(request())).toMatchObject({ kind: "appended" });
  });
});

test("a read whose backend is terminated is unavailable", async () => {
  await withPool({}, async (adapter, pool) => {
    const client = await pool.connect();
    client.release();
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", [
      schema,
    ]);
    const outcome = await collect(adapter.readAll()).catch((error: unknown) => error);
    expect(Array.isArray(outcome) ? "read" : (outcome as { code: string }).code).toMatch(/read|unavailable/);
    expect(await collect(adapter.readAll())).toEqual([]);
  });
});

test("an append that is cancelled, or waits too long for its stream, is unavailable, and nothing is written", async () => {
  for (const options of [{ lock_timeout: 20 }, { statement_timeout: 20 }]) {
    await withPool(options, async (adapter, pool) => {
      const release = await hold("client-1");
      await expect(adapter.append(request())).rejects.toMatchObject({ code: "unavailable" });
      await release();
      expect(pool.totalCount).toBe(1);
      expect(await collect(postgresAdapter({ pool: admin }, { schema }).readAll())).toEqual([]);
    });
  }
});

test("a session that is read-only is unavailable, also where the append would have been refused", async () => {
  await postgresAdapter({ pool: admin }, { schema }).append(request());
  await withPool({ options: "-c default_transaction_read_only=on" }, async (adapter) => {
    for (const append of [
      request(),
      request({ expectedVersion: "noStream" }),
      request({ expectedVersion: 0 }),
    ]) {
      await expect(adapter.append(append)).rejects.toMatchObject({ code: "unavailable" });
    }
  });
});

test("no server, a wrong password and a wrong database are told apart", async () => {
  const url = (change: (url: URL) => void): string => {
    const changed = new URL(inject("databaseUrl"));
    change(changed);
    return changed.href;
  };
  for (const [connectionString, code] of [
    [url((to) => (to.port = "1")), "unavailable"],
    [url((to) => (to.pathname = "/nowhere")), "connection-refused"],
    [url((to) => (to.username = "nobody_at_all")), "connection-refused"],
  ] as const) {
    const adapter = postgresAdapter({ connectionString }, { schema });
    await expect(adapter.append(request())).rejects.toMatchObject({ code });
    await adapter.close();
  }
});

test("a connection that is cut after the append was sent has an unknown outcome; the same append again finds out", async () => {
  // A wire that is cut when the server answers: the append is committed, and nobody hears of it.
  let cutting = false;
  const sockets = new Set<Socket>();
  const target = new URL(inject("databaseUrl"));
  const proxy = createServer((near) => {
    const far = connectSocket(Number(target.port), target.hostname);
    sockets.add(near).add(far);
    for (const socket of [near, far]) socket.on("error", () => {});
    near.pipe(far);
    far.on("data", (data) => (cutting ? near.destroy() : near.write(data)));
    near.on("close", () => far.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, resolve));
  const address = proxy.address();
  const wire = new URL(target);
  if (typeof address === "object" && address) wire.port = String(address.port);
  const adapter = postgresAdapter({ connectionString: wire.href }, { schema });
  await adapter.append(request({ streamId: "warm-up" }));

  const append = request();
  cutting = true;
  await expect(adapter.append(append)).rejects.toMatchObject({ code: "outcome-unknown" });
  cutting = false;
  expect(await adapter.append(append)).toMatchObject({ kind: "duplicate", firstVersion: 1 });

  await adapter.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => proxy.close(resolve));
});

test("a poisoned append harms none of those that travel with it", async () => {
  const adapter = postgresAdapter({ pool: admin }, { schema });
  const good = Array.from({ length: 20 }, (_, index) => request({ streamId: `client-${index}` }));
  const longName = Array.from({ length: 300 }, () => crypto.randomUUID()).join("");
  const poison = [event("A", "no JSON"), event("A", '"\\u0000"'), event("A\0"), event("A", "1", longName)];
  const appends = [
    ...good.slice(0, 10),
    ...poison.map((one) => request({ events: [one], streamId: "poison" })),
    ...good.slice(10),
  ];
  const settled = await Promise.allSettled(appends.map((append) => adapter.append(append)));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  for (const one of settled)
    if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "data-refused" });
  expect(await collect(adapter.readAll())).toHaveLength(20);
});

test("a commit that fails is an error, never an acknowledgement", async () => {
  await admin.query(`
    CREATE FUNCTION ${schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
    CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON ${schema}.events DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse()`);
  const adapter = postgresAdapter({ pool: admin }, { schema });
  await expect(adapter.append(request())).rejects.toMatchObject({ code: "database-error" });
  expect(await collect(adapter.readAll())).toEqual([]);
});
