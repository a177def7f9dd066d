/** Many adapters on one store, each with its own connections, as if each were a process. */

import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";
import { afterAll, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { inBatches } from "./support/in-batches.ts";
import { event, request } from "./support/requests.ts";

/** Single appends and batches have separate functions in SQL, each with its own locking. */
const ways = [
  ["in single appends", (adapter: PostgresAdapter) => adapter],
  ["in batches", inBatches],
] as const;

const pools = Array.from({ length: 6 }, () => newPool(2));
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

async function adaptersOnOneStore(): Promise<readonly PostgresAdapter[]> {
  const schema = newSchema();
  const adapters = pools.map((pool) => postgresAdapter({ pool }, { schema }));
  await adapters[0]?.migrate();
  return adapters;
}

function claim(note: number, expectedVersion: number, streamId = "client-1"): AppendRequest {
  const where = [{ path: ["note"], operator: "=", value: note }] as const;
  const data = JSON.stringify({ note });
  return request({
    streamId,
    expectedVersion,
    events: [event("Pinned", data)],
    conflictsWith: [{ type: "Pinned", where }],
  });
}

function kinds(outcomes: readonly AppendOutcome[]): readonly string[] {
  return outcomes.map(({ kind }) => kind).toSorted();
}

test.for(ways)("if all claim the same thing at once, %s, exactly one succeeds", async ([, way]) => {
  const adapters = (await adaptersOnOneStore()).map(way);
  for (let round = 0; round < 60; round++) {
    const outcomes = await Promise.all(adapters.map((adapter) => adapter.append(claim(round, 0))));
    expect(kinds(outcomes).filter((kind) => kind === "conflict")).toHaveLength(adapters.length - 1);
  }
  const [first] = adapters;
  const events = first ? await Array.fromAsync(first.readStream("client-1")) : [];
  expect(events.map(({ data }) => data)).toEqual(Array.from({ length: 60 }, (_, note) => ({ note })));
});

test("appends to many streams, in any order, do not deadlock", async () => {
  const adapters = await adaptersOnOneStore();
  const streams = Array.from({ length: 12 }, (_, index) => `client-${index}`);
  await Promise.all(
    adapters.map(async (adapter, which) => {
      for (let round = 0; round < 15; round++) {
        const order = which % 2 === 0 ? streams : streams.toReversed();
        await Promise.all(order.map((streamId) => adapter.append(request({ streamId }))));
      }
    }),
  );
  const [first] = adapters;
  expect(first && (await Array.fromAsync(first.readAll()))).toHaveLength(
    adapters.length * 15 * streams.length,
  );
});

test.for(ways)("if all send the same append at once, %s, it is written once", async ([, way]) => {
  const adapters = (await adaptersOnOneStore()).map(way);
  for (let round = 0; round < 30; round++) {
    const append = request({ streamId: `client-${round}`, events: [event(), event()] });
    const outcomes = await Promise.all(adapters.map((adapter) => adapter.append(append)));
    expect(kinds(outcomes)).toEqual(["appended", ...adapters.slice(1).map(() => "duplicate")]);
  }
});
