/**
 * A program: an instance of two processors. One writes an effect for each event, in the same database. The other builds a
 * projection from the first event on, so slowly that every fault hits a projection that is being built. Several programs run
 * at the same time, and any can be killed or paused. In the end every event must have one effect, and every row must count
 * every event of its stream.
 */

import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import {
  createEventStore,
  createProcessor,
  defineProjection,
  isTruceError,
  projectInto,
  type Event,
  type ProjectionTable,
} from "@truce/core";
import type { ProcessorStorage } from "@truce/core/adapter";
import { createRandom } from "@truce/test-support/campaigns";
import { Pool, type PoolClient } from "pg";

import { postgresAdapter } from "../../src/index.ts";
import type { ClientMessage } from "./client.ts";
import { CONNECTION_TIMEOUT_MS, LEASE_MS, WORKER_NAME } from "./clients/profiles.ts";
import { WRITTEN_TYPES } from "./rules.ts";

/** The arguments of a worker. */
export interface WorkerTask {
  readonly databaseUrl: string;
  readonly schema: string;
  readonly seed: number;
}

const task = JSON.parse(process.argv[2] ?? "") as WorkerTask;
const random = createRandom(task.seed);
const pool = new Pool({
  connectionString: task.databaseUrl,
  application_name: WORKER_NAME,
  max: 3,
  connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
});
pool.on("error", () => {});
const adapter = postgresAdapter<PoolClient>({ pool }, { schema: task.schema, readTimeoutMs: 20 });
const store = createEventStore({ adapter });
/** An event of any type. The table has a row for each stream. */
const counts = defineProjection<Event, number>({
  name: "counts",
  version: 2,
  initialState: () => 0,
  evolve: Object.fromEntries(WRITTEN_TYPES.map((type) => [type, (count: number) => count + 1])),
});
const countsTable: ProjectionTable<number, PoolClient> = {
  async load(keys, transaction) {
    const { rows } = await transaction.query<{ stream_id: string; events: number }>(
      `SELECT stream_id, events FROM ${task.schema}.counts WHERE stream_id = ANY ($1)`,
      [keys],
    );
    return new Map(rows.map((row) => [row.stream_id, row.events]));
  },
  async save(changed, transaction) {
    await transaction.query(
      `INSERT INTO ${task.schema}.counts (stream_id, events) SELECT * FROM unnest($1::text[], $2::integer[])
       ON CONFLICT (stream_id) DO UPDATE SET events = EXCLUDED.events`,
      [[...changed.keys()], [...changed.values()]],
    );
    await sleep(random.between(1, 20));
  },
};
const building = createProcessor({
  store,
  transactions: { processors: observed(adapter.processors) },
  batchSize: 10,
  leaseMs: LEASE_MS,
  ...projectInto(counts, countsTable),
});
const processor = createProcessor({
  store,
  name: "effects",
  transactions: { processors: observed(adapter.processors) },
  partitions: 2,
  batchSize: 20,
  leaseMs: LEASE_MS,
  async handle(events, { transaction }) {
    for (const { position, streamId } of events) {
      await transaction.query(`INSERT INTO ${task.schema}.effects (position, stream_id) VALUES ($1, $2)`, [
        position,
        streamId,
      ]);
    }
    // The time in which faults hit a transaction that has its effects and not yet its checkpoint.
    await sleep(random.between(1, 30));
  },
});
for (const { stopped } of [processor, building]) {
  stopped.catch((error: unknown) => send({ problem: `a worker has stopped: ${String(error)}` }));
}
const { promise: finishing, resolve: finish } = Promise.withResolvers<void>();
let isDone = false;

process.on("disconnect", () => process.exit(isDone ? 0 : 1));
process.on("message", () => finish());
await persistently(() => processor.start());
await persistently(() => building.start());
send({ ready: true });
await finishing;
await persistently(async () => await processor.waitFor(await store.lastPosition()));
await persistently(async () => await building.waitFor(await store.lastPosition()));
await processor.stop();
await building.stop();
await pool.end();
isDone = true;
process.disconnect();

/** Does it again as long as the server is down. */
async function persistently(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isTruceError(error, "unavailable")) throw error;
      await sleep(50);
    }
  }
}

/** Reports when a lease was lost before its holder noticed. */
function observed(processors: ProcessorStorage<PoolClient>): ProcessorStorage<PoolClient> {
  const { commitWith } = processors;
  return {
    ...processors,
    commitWith:
      commitWith &&
      (async (...args) => {
        const isCommitted = await commitWith(...args);
        if (!isCommitted) send({ seen: "commit without lease refused" });
        return isCommitted;
      }),
  };
}

function send(message: ClientMessage): void {
  if (process.connected) process.send?.(message);
}
