/** Measures command handlers with snapshots against the same without, by the length of the stream. */

import { postgresAdapter } from "@truce/adapter-postgres";
import { createCommandHandler, createEventStore, type CommandHandler, type Decider } from "@truce/core";
import { startPostgres } from "@truce/test-support/postgres";

import { compare } from "../compare.ts";
import { environmentOf } from "../postgres/environment.ts";
import { medianMicroseconds } from "../postgres/median-microseconds.ts";
import { note, rules, type NoteEvent } from "../postgres/notes.ts";
import { fillStreams } from "../postgres/plain-table.ts";
import { openPool } from "../postgres/pool.ts";
import type { Report } from "../report.ts";

interface Length {
  /** How many events a stream has at first. */
  readonly events: number;
  readonly rounds: number;
  /** Each command adds an event. */
  readonly commandsInARow: number;
  /** Whether every command is for another stream, because the streams would not stay short. */
  readonly isSpread: boolean;
}

const LENGTHS: Readonly<Record<"full" | "tiny", readonly Length[]>> = {
  full: [
    { events: 10, rounds: 9, commandsInARow: 40, isSpread: true },
    { events: 1_000, rounds: 9, commandsInARow: 20, isSpread: false },
    { events: 100_000, rounds: 5, commandsInARow: 3, isSpread: false },
  ],
  tiny: [
    { events: 3, rounds: 1, commandsInARow: 2, isSpread: true },
    { events: 200, rounds: 1, commandsInARow: 2, isSpread: false },
  ],
};

interface Notes {
  readonly count: number;
  readonly lastId: number;
}

const notes: Decider<number, NoteEvent, Notes> = {
  initialState: () => ({ count: 0, lastId: 0 }),
  evolve: ({ count }, { data }) => ({ count: count + 1, lastId: data.noteId }),
  decide: (noteId) => [note("NoteAdded", noteId)],
};

/** @param onTurn - Called with a description of what is measured next. */
export async function benchmarkSnapshots(
  size: keyof typeof LENGTHS,
  onTurn: (what: string) => void,
): Promise<Report> {
  onTurn("starting PostgreSQL");
  const server = await startPostgres();
  const pool = openPool(server.url);
  const schemas: string[] = [];
  try {
    const tables = [];
    for (const { events, rounds, commandsInARow, isSpread } of LENGTHS[size]) {
      const schema = `snapshots_${events}_${crypto.randomUUID().replaceAll("-", "")}`;
      schemas.push(schema);
      const adapter = postgresAdapter({ pool }, { schema });
      await adapter.migrate();
      const streams = isSpread ? 2 * (rounds + 1) * commandsInARow : 2;
      onTurn(`filling: ${streams} streams of ${events} events`);
      await fillStreams(pool, schema, streams, events);

      const options = {
        store: createEventStore<NoteEvent>({ adapter, rules }),
        decider: notes,
        streamId: (id: string) => `client-${id}`,
      };
      let used = 0;
      /** @param own - The stream of the competitor, if it has only one. */
      const competitor = (name: string, handle: CommandHandler<number, Notes>, own: number) => ({
        name,
        run: () => medianMicroseconds(commandsInARow, () => handle(String(isSpread ? ++used : own), events)),
      });
      const errors: unknown[] = [];
      const withSnapshots = createCommandHandler({
        ...options,
        snapshots: { name: "notes", version: 1, onError: (error) => errors.push(error) },
      });
      tables.push(
        await compare({
          title: `A command for a stream of ${events.toLocaleString("en-US")} events`,
          unit: "microseconds",
          rounds,
          onTurn,
          competitors: [
            competitor("without snapshots", createCommandHandler(options), 1),
            competitor("with snapshots", withSnapshots, 2),
          ],
        }),
      );
      if (errors.length > 0) throw new AggregateError(errors, "snapshots could not be kept");
    }
    return { environment: await environmentOf(server.url), tables };
  } finally {
    for (const schema of schemas) await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await pool.end();
    await server.stop();
  }
}
