/** How fast a reader catches up with a store that has events already. */

import { createProcessor, type ProcessorOptions } from "@truce/core";
import type { PoolClient } from "pg";

import { compare } from "../compare.ts";
import type { NoteEvent } from "../postgres/notes.ts";
import type { Table } from "../report.ts";
import type { Field } from "./field.ts";
import { fill } from "./fill.ts";
import type { Sizes } from "./sizes.ts";

export async function measureCatchingUp(
  field: Field,
  { rounds, events }: Sizes,
  onTurn: (what: string) => void,
): Promise<Table> {
  onTurn("filling");
  const { store, adapter } = field.open();
  await fill((streamId, notes) => store.append(streamId, notes, { expectedVersion: 0 }), events);
  await field.runEmmett({ kind: "fill", events });
  const last = await store.lastPosition();
  let runs = 0;

  async function processed(options: Partial<ProcessorOptions<NoteEvent, PoolClient>>): Promise<number> {
    const started = performance.now();
    const processor = createProcessor<NoteEvent, PoolClient>({
      store,
      name: `catching up ${++runs}`,
      handle: () => {},
      ...options,
    });
    await processor.start();
    await processor.waitFor(last);
    const seconds = (performance.now() - started) / 1_000;
    await processor.stop();
    return events / seconds;
  }

  return await compare({
    title: `Catching up with ${events.toLocaleString("en-US")} events`,
    unit: "events per second",
    rounds,
    onTurn,
    competitors: [
      {
        name: "readAll",
        async run() {
          const started = performance.now();
          let read = 0;
          for await (const _ of store.readAll()) read++;
          return (read / (performance.now() - started)) * 1_000;
        },
      },
      {
        name: "subscribe",
        async run() {
          const started = performance.now();
          let read = 0;
          for await (const _ of store.subscribe()) if (++read === events) break;
          return (read / (performance.now() - started)) * 1_000;
        },
      },
      { name: "processor, batches of 100, no effect", run: () => processed({}) },
      { name: "processor, batches of 1,000, no effect", run: () => processed({ batchSize: 1_000 }) },
      {
        name: "processor, effect in its transaction",
        remark: "one INSERT of 100 rows a batch",
        run: () =>
          processed({
            transactions: adapter,
            handle: async (handled, { transaction }) => {
              await transaction.query(
                "INSERT INTO effects (position, note_id) SELECT * FROM unnest($1::bigint[], $2::integer[])",
                [handled.map(({ position }) => position), handled.map(({ data }) => data.noteId)],
              );
            },
          }),
      },
      {
        name: "Emmett's reactor, batches of 100, no effect",
        remark: "its handler gets one event at a time",
        async run() {
          const seconds = await field.runEmmett({ kind: "catch up", events, name: `catching up ${++runs}` });
          return events / (seconds as number);
        },
      },
    ],
  });
}
