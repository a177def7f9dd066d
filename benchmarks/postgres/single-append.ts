/** Measures one append at a time against one prepared INSERT. */

import type { EventStore } from "@truce/core";

import { compare } from "../compare.ts";
import { medianMicroseconds } from "./median-microseconds.ts";
import type { Table } from "../report.ts";
import { note, type NoteEvent } from "./notes.ts";
import type { PlainTable } from "./plain-table.ts";
import type { Sizes } from "./sizes.ts";

export function measureSingleAppend(
  store: EventStore<NoteEvent>,
  plain: PlainTable,
  { writesInARow, singleRounds }: Sizes,
  onTurn: (what: string) => void,
): Promise<Table> {
  let noteId = 0;
  return compare({
    title: "One at a time",
    unit: "microseconds",
    rounds: singleRounds,
    onTurn,
    competitors: [
      { name: "one prepared INSERT", run: () => medianMicroseconds(writesInARow, () => plain.insertOne()) },
      {
        name: "one append, out of date",
        run: () =>
          medianMicroseconds(writesInARow, () =>
            store.append("alone-1", [note("NoteAdded", ++noteId)], { expectedVersion: 0 }),
          ),
      },
    ],
  });
}
