/** Faults of the server and of the connection: the errors that callers get, and the state of the pool afterwards. */

import { createServer, connect as connectSocket, type Socket } from "node:net";

import { Pool } from "pg";
import { afterAll, beforeEach, expect, inject, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";

const admin = newPool();
afterAll(() => admin.end());

let schema: string;
beforeEach(async () => {
  schema = newSchema();
  await postgresAdapter({ pool: admin }, { schema }).migrate();
});

/** Locks a stream until the returned function is called. */
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
    const outcome = await Array.fromAsync(adapter.readAll()).catch((error: unknown) => error);
    expect(Array.isArray(outcome) ? "read" : (outcome as { code: string }).code).toMatch(/read|unavailable/);
    expect(await Array.fromAsync(adapter.readAll())).toEqual([]);
  });
});

test("an append that is cancelled or waits too long for its stream is unavailable, and nothing is written", async () => {
  for (const options of [{ lock_timeout: 20 }, { statement_timeout: 20 }]) {
    await withPool(options, async (adapter, pool) => {
      const release = await hold("client-1");
      await expect(adapter.append(request())).rejects.toMatchObject({ code: "unavailable" });
      await release();
      expect(pool.totalCount).toBe(1);
      expect(await Array.fromAsync(postgresAdapter({ pool: admin }, { schema }).readAll())).toEqual([]);
    });
  }
});

test("a read-only session is unavailable, even if the append would have been refused", async () => {
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

test("a missing server, a wrong role and a wrong database have different errors", async () => {
  const url = (change: (url: URL) => void): string => {
    const changed = new URL(inject("databaseUrl"));
    change(changed);
    return changed.href;
  };
  for (const [connectionString, code] of [
    [url((to) => (to.port = "1")), "unavailable"],
    [url((to) => (to.pathname = "/nowhere")), "connection-refused"],
    [url((to) => (to.username = "no_such_role")), "connection-refused"],
  ] as const) {
    const adapter = postgresAdapter({ connectionString }, { schema });
    await expect(adapter.append(request())).rejects.toMatchObject({ code });
    await adapter.close();
  }
});

test("a connection that is cut after the append was sent has an unknown outcome, and the same append again reveals it", async () => {
  // A proxy that cuts the connection when the server answers: the append is committed, but no answer arrives.
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
  // A notification would take the connection, so that the append would need another one.
  const adapter = postgresAdapter({ connectionString: wire.href }, { schema, notifications: false });
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

test("a bad append does not fail the other appends of its batch", async () => {
  const adapter = postgresAdapter({ pool: admin }, { schema });
  const good = Array.from({ length: 20 }, (_, index) => request({ streamId: `client-${index}` }));
  const longName = Array.from({ length: 300 }, () => crypto.randomUUID()).join("");
  const bad = [event("A", "no JSON"), event("A", '"\\u0000"'), event("A\0"), event("A", "1", longName)];
  const appends = [
    ...good.slice(0, 10),
    ...bad.map((one) => request({ events: [one], streamId: "bad" })),
    ...good.slice(10),
  ];
  const settled = await Promise.allSettled(appends.map((append) => adapter.append(append)));
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  for (const one of settled)
    if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "data-refused" });
  expect(await Array.fromAsync(adapter.readAll())).toHaveLength(20);
});

test("a commit that fails is an error, never an acknowledgement", async () => {
  await admin.query(`
    CREATE FUNCTION ${schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
    CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON ${schema}.events DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION ${schema}.refuse()`);
  const adapter = postgresAdapter({ pool: admin }, { schema });
  await expect(adapter.append(request())).rejects.toMatchObject({ code: "database-error" });
  expect(await Array.fromAsync(adapter.readAll())).toEqual([]);
});
