/** When pages are read: the next one while the caller handles the last one, but never within a transaction of the caller. */

import type { StorageAdapter } from "@truce/core/adapter";
import type { PoolClient } from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";

const pool = newPool();
afterAll(() => pool.end());

/** Enough for pages of 100, 200 and 400, and one that is not full. */
const EVENTS = 800;

let adapter: PostgresAdapter;
let pagesRead = 0;
let isDown = false;
let whenPagesRead: (pages: number) => void = () => {};

beforeEach(async () => {
  isDown = false;
  whenPagesRead = () => {};
  const connect = async (): Promise<PoolClient> => {
    if (isDown) throw new Error("the server is down");
    return counting(await pool.connect());
  };
  adapter = postgresAdapter({ connect }, { schema: newSchema() });
  await adapter.migrate();
  await adapter.append(request({ events: Array.from({ length: EVENTS }, () => event()) }));
  pagesRead = 0;
});

/** Counts the statements that read events. */
function counting(client: PoolClient): PoolClient {
  return new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (key === "query" && JSON.stringify(args[0]).includes("ORDER BY e.")) whenPagesRead(++pagesRead);
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
}

/** How many pages have been read when the event with this version is handled. */
async function pagesAt(version: number, reading: ReturnType<StorageAdapter["readStream"]>): Promise<number> {
  for await (const one of reading) if (one.version === version) return pagesRead;
  throw new Error(`no event has version ${version}`);
}

test.each([
  [1, 1],
  [100, 1],
  [101, 3],
  [301, 4],
  [701, 4],
])("at event %i, %i pages have been read", async (version, pages) => {
  expect(await pagesAt(version, adapter.readStream("client-1"))).toBe(pages);
});

test("the whole store is read ahead too, and a limit is kept", async () => {
  expect(await pagesAt(101, adapter.readAll())).toBe(3);
  pagesRead = 0;
  expect(await pagesAt(101, adapter.readAll({ limit: 300 }))).toBe(2);
});

test("within a transaction of the caller, no page is read before it is needed", async () => {
  const client = counting(await pool.connect());
  try {
    await client.query("BEGIN");
    expect(await pagesAt(101, adapter.inTransaction(client).readStream("client-1"))).toBe(2);
    await client.query("COMMIT");
  } finally {
    (client as unknown as { release(): void }).release();
  }
});

test.each([
  ["is thrown where the page begins", Infinity, 300],
  ["is thrown to nobody if the caller stops before", 101, 101],
])("an error of a page that was read ahead %s", async (_, stopAt, lastSeen) => {
  whenPagesRead = (pages) => (isDown = pages >= 2);
  let seen = 0;
  const reading = (async () => {
    for await (const { version } of adapter.readStream("client-1")) {
      seen = version;
      if (version === stopAt) return "stopped";
    }
    return "read to the end";
  })();
  if (stopAt === Infinity) await expect(reading).rejects.toMatchObject({ code: "unavailable" });
  else expect(await reading).toBe("stopped");
  expect(seen).toBe(lastSeen);
});
