/** Measures many writers at once, on one hot stream and on their own streams. Every append is out of date and merged. */

import type { EventStore } from "@truce/core";

import { compare, type Competitor } from "../compare.ts";
import type { Table } from "../report.ts";
import { note, type NoteEvent } from "./notes.ts";
import type { PlainTable } from "./plain-table.ts";
import type { Sizes } from "./sizes.ts";

export function measureThroughput(
  store: EventStore<NoteEvent>,
  plain: PlainTable,
  { events, throughputRounds }: Sizes,
  onTurn: (what: string) => void,
): Promise<Table> {
  let run = 0;
  const writers = (count: number, where: "hot" | "own"): Competitor => ({
    name: `${count} writers, ${where === "hot" ? "one hot stream" : "own streams"}`,
    run() {
      run++;
      let left = events;
      const write = async (writer: number): Promise<void> => {
        const streamId = where === "hot" ? `hot-${run}` : `own-${run}-${writer}`;
        while (left-- > 0) await store.append(streamId, [note("NoteAdded", left)], { expectedVersion: 0 });
      };
      const all = Array.from({ length: count }, (_, writer) => () => write(writer));
      return eventsPerSecond(events, async () => void (await Promise.all(all.map((begin) => begin()))));
    },
  });
  const single = Math.ceil(events / 10);
  return compare({
    title: "Throughput",
    unit: "events per second",
    rounds: throughputRounds,
    onTurn,
    competitors: [
      {
        name: "bulk INSERT, 500 rows a statement",
        run: () => eventsPerSecond(events, () => plain.insertMany(events)),
      },
      {
        name: "prepared INSERTs, one after the other",
        run: () =>
          eventsPerSecond(single, async () => {
            for (let written = 0; written < single; written++) await plain.insertOne();
          }),
      },
      writers(32, "hot"),
      writers(32, "own"),
      writers(256, "hot"),
      writers(256, "own"),
    ],
  });
}

async function eventsPerSecond(events: number, work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (events / (performance.now() - started)) * 1_000;
}
