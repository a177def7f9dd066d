/** What projections cost that run in the transaction of each append. */

import { defineProjection, projectInto, type EventHandler, type ProjectionTable } from "@truce/core";
import type { PoolClient } from "pg";

import { compare } from "../compare.ts";
import { medianMicroseconds } from "../postgres/median-microseconds.ts";
import { note, type NoteEvent } from "../postgres/notes.ts";
import type { Table } from "../report.ts";
import type { Field, Instance } from "./field.ts";
import type { Sizes } from "./sizes.ts";

const WRITERS = 32;

const byStream = defineProjection<NoteEvent, number>({
  name: "notes",
  version: 1,
  initialState: () => 0,
  evolve: { NoteAdded: (notes) => notes + 1 },
});

const table: ProjectionTable<number, PoolClient> = {
  async load(keys, transaction) {
    const { rows } = await transaction.query<{ key: string; notes: number }>(
      "SELECT key, notes FROM rows WHERE key = ANY ($1)",
      [keys],
    );
    return new Map(rows.map(({ key, notes }) => [key, notes]));
  },
  async save(changed, transaction) {
    await transaction.query(
      `INSERT INTO rows (key, notes) SELECT * FROM unnest($1::text[], $2::integer[])
       ON CONFLICT (key) DO UPDATE SET notes = EXCLUDED.notes`,
      [[...changed.keys()], [...changed.values()]],
    );
  },
};

const insert: EventHandler<NoteEvent, PoolClient> = {
  name: "effects",
  async handle(events, { transaction }) {
    await transaction.query(
      "INSERT INTO effects (position, note_id) SELECT * FROM unnest($1::bigint[], $2::integer[])",
      [events.map(({ position }) => position), events.map(({ data }) => data.noteId)],
    );
  },
};

export async function measureProjections(
  field: Field,
  { rounds, appends }: Sizes,
  onTurn: (what: string) => void,
): Promise<readonly Table[]> {
  const stores: readonly (readonly [name: string, instance: Instance])[] = [
    ["no projection", field.open()],
    ["a handler that inserts a row", field.open({}, { projections: [insert] })],
    ["projectInto", field.open({}, { projections: [projectInto(byStream, table)] })],
  ];
  const competitors = (run: (instance: Instance) => Promise<number>) =>
    stores.map(([name, instance]) => ({ name, run: () => run(instance) }));
  return [
    await compare({
      title: "Projections, one writer alone",
      unit: "microseconds",
      rounds,
      isDetail: true,
      onTurn,
      competitors: competitors((instance) =>
        medianMicroseconds(Math.ceil(appends / 10), () => appendTo(instance, "projected-alone")),
      ),
    }),
    await compare({
      title: `Projections, ${WRITERS} writers, own streams`,
      unit: "events per second",
      rounds,
      onTurn,
      competitors: competitors(async (instance) => {
        const started = performance.now();
        let left = appends;
        await Promise.all(
          Array.from({ length: WRITERS }, async (_, writer) => {
            while (left-- > 0) await appendTo(instance, `projected-${writer}`);
          }),
        );
        return (appends / (performance.now() - started)) * 1_000;
      }),
    }),
  ];
}

async function appendTo({ store }: Instance, streamId: string): Promise<void> {
  await store.append(streamId, [note("NoteAdded", 1)], { expectedVersion: "any" });
}
