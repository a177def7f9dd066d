/** Measures appends that are far behind, by the kind of conflict that the store has to look for. */

import type { EventStore } from "@truce/core";

import { compare } from "../compare.ts";
import type { Table } from "../report.ts";
import { medianMicroseconds } from "./median-microseconds.ts";
import { note, type NoteEvent } from "./notes.ts";
import type { Sizes } from "./sizes.ts";

/** The incoming type, and what it conflicts with. All committed events have the type 'NotePinned'. */
const CASES = [
  { type: "NoteAdded", name: "nothing conflicts" },
  { type: "NotesMerged", name: "another type conflicts" },
  { type: "NotePinned", name: "the same type with the same payload field conflicts" },
  { type: "NotesSealed", name: "anything conflicts: refused" },
] as const;

/** @param streamIdOf - For each incoming type, a stream with exactly 'farBehind' pinned notes. */
export async function measureFarBehind(
  store: EventStore<NoteEvent>,
  streamIdOf: (type: NoteEvent["type"]) => string,
  { farBehind, quickAppends, behindRounds }: Sizes,
  onTurn: (what: string) => void,
): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const { type, name } of CASES) {
    let version = farBehind;
    const append = async (behind: number): Promise<void> => {
      const outcome = await store.tryAppend(streamIdOf(type), [note(type, version)], {
        expectedVersion: version - behind,
      });
      if ("lastVersion" in outcome) version = outcome.lastVersion;
    };
    tables.push(
      await compare({
        title: `Behind, ${name}`,
        unit: "microseconds",
        rounds: behindRounds,
        onTurn,
        competitors: [1, farBehind].map((behind) => ({
          name: `${behind.toLocaleString("en-US")} behind`,
          run: () =>
            medianMicroseconds(behind === 1 ? quickAppends : Math.min(quickAppends, 3), () => append(behind)),
        })),
      }),
    );
  }
  return tables;
}

/** `measureFarBehind` needs a filled stream for each of these types. */
export const INCOMING_TYPES = CASES.map(({ type }) => type);
