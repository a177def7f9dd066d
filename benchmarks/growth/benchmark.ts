/** Measures stores that already hold many events, against the smallest of them. */

import { postgresAdapter } from "@truce/adapter-postgres";
import { createEventStore, type EventStore } from "@truce/core";
import { startPostgres } from "@truce/test-support/postgres";

import { compare } from "../compare.ts";
import { environmentOf } from "../postgres/environment.ts";
import { medianMicroseconds } from "../postgres/median-microseconds.ts";
import { note, rules, type NoteEvent } from "../postgres/notes.ts";
import { fillStreams, insertAnywhere } from "../postgres/plain-table.ts";
import { openPool } from "../postgres/pool.ts";
import type { Report } from "../report.ts";

/** Events of each stream. */
const STREAM = 100;
/** A writer has not seen the last events of its stream, so the store has to look whether one of them conflicts. */
const BEHIND = 5;
const WRITERS = 32;

/** Few appends, because the smallest store must not grow much while it is measured. */
interface Effort {
  readonly rounds: number;
  readonly appendsInARow: number;
  readonly appendsOfWriters: number;
}

const EFFORTS: Readonly<Record<"full" | "tiny", Effort>> = {
  full: { rounds: 7, appendsInARow: 100, appendsOfWriters: 500 },
  tiny: { rounds: 1, appendsInARow: 3, appendsOfWriters: 50 },
};

interface Grown {
  readonly name: string;
  readonly store: EventStore<NoteEvent>;
  readonly streams: number;
  /** Writes events to random streams, as many as there are writers in one INSERT, without the store. */
  readonly insert: () => Promise<void>;
}

/**
 * @param sizes - The numbers of events, multiples of 100. The first one is the yardstick.
 * @param onTurn - Called with a description of what is measured next.
 */
export async function benchmarkGrowth(
  size: keyof typeof EFFORTS,
  sizes: readonly number[],
  onTurn: (what: string) => void,
): Promise<Report> {
  const { rounds, appendsInARow, appendsOfWriters } = EFFORTS[size];
  onTurn("starting PostgreSQL");
  const server = await startPostgres();
  const pool = openPool(server.url);
  const suffix = crypto.randomUUID().replaceAll("-", "");
  const schemas = sizes.map((events) => `growth_${events}_${suffix}`);
  try {
    const grown: Grown[] = [];
    for (const [index, schema] of schemas.entries()) {
      const streams = (sizes[index] ?? 0) / STREAM;
      const name = `${(streams * STREAM).toLocaleString("en-US")} events`;
      const adapter = postgresAdapter({ pool }, { schema });
      await adapter.migrate();
      onTurn(`filling: ${name}`);
      await fillStreams(pool, schema, streams, STREAM);
      const insert = (): Promise<void> => insertAnywhere(pool, schema, streams, WRITERS);
      grown.push({ name, store: createEventStore<NoteEvent>({ adapter, rules }), streams, insert });
    }
    const competitors = (measure: (one: Grown) => Promise<number>) =>
      grown.map((one) => ({ name: one.name, run: () => measure(one) }));
    const tables = [
      await compare({
        title: "One at a time, by the size of the store",
        unit: "microseconds",
        rounds,
        onTurn,
        competitors: competitors((one) => medianMicroseconds(appendsInARow, () => appendTo(one))),
      }),
      await compare({
        title: `${WRITERS} writers, by the size of the store`,
        unit: "events per second",
        rounds,
        onTurn,
        competitors: competitors((one) => throughput(one, appendsOfWriters)),
      }),
      // The last one, because it leaves gaps in the versions.
      await compare({
        title: `INSERTs of ${WRITERS} rows without checks, by the size of the table`,
        unit: "microseconds",
        rounds,
        onTurn,
        competitors: competitors((one) => medianMicroseconds(appendsInARow, one.insert)),
      }),
    ];
    return { environment: await environmentOf(server.url), tables };
  } finally {
    for (const schema of schemas) await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await pool.end();
    await server.stop();
  }
}

/** Appends to any of the streams. */
async function appendTo({ store, streams }: Grown): Promise<void> {
  const stream = 1 + Math.floor(Math.random() * streams);
  await store.append(`client-${stream}`, [note("NotesMerged", stream)], { expectedVersion: STREAM - BEHIND });
}

async function throughput(one: Grown, appends: number): Promise<number> {
  const started = performance.now();
  let left = appends;
  const write = async (): Promise<void> => {
    while (left-- > 0) await appendTo(one);
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return (appends / (performance.now() - started)) * 1_000;
}
