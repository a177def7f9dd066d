/** What it costs to be far behind, by what has to be looked for. */

import type { EventStore } from "@truce/core";

import { compare } from "../compare.ts";
import type { Table } from "../report.ts";
import { medianMicroseconds } from "./median-microseconds.ts";
import { note, type NoteEvent } from "./notes.ts";
import type { Sizes } from "./sizes.ts";

/** What is appended, and what of it the committed events, all of the type 'NotePinned', have to answer for. */
const LOOKS = [
  { type: "NoteAdded", name: "nothing conflicts" },
  { type: "NotesMerged", name: "another type conflicts" },
  { type: "NotePinned", name: "the same type with the same payload field conflicts" },
  { type: "NotesSealed", name: "anything conflicts: refused" },
] as const;

/** @param streamIdOf - The stream for each kind of look: it holds 'farBehind' pinned notes, and nothing else. */
export async function measureFarBehind(
  store: EventStore<NoteEvent>,
  streamIdOf: (type: NoteEvent["type"]) => string,
  { farBehind, quickAppends, behindRounds }: Sizes,
  onTurn: (what: string) => void,
): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const { type, name } of LOOKS) {
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

/** The types whose streams must be filled before. */
export const LOOKED_FOR_BY = LOOKS.map(({ type }) => type);
