/** Measures writers on one hot stream and on their own streams, by their number, their event types and how far behind they are. */

import { compare } from "../compare.ts";
import type { Table } from "../report.ts";
import type { Field } from "./databases.ts";
import { limits } from "./limit.ts";
import { KINDS } from "./notes.ts";
import type { Sizes } from "./sizes.ts";
import { writersOf, type Writing } from "./writers.ts";

const WHERE = { hot: "one hot stream", own: "own streams" } as const;

export interface Case extends Writing {
  readonly title: string;
  /** Set if it is left out of the chart. */
  readonly isDetail?: boolean;
}

export function hotAndOwnCases(sizes: Sizes): readonly Case[] {
  const cases = (writers: number, behind: number): readonly Case[] =>
    (["hot", "own"] as const).flatMap((where) =>
      sizes.kinds.map((kind) => ({
        title: `${writers.toLocaleString("en-US")} ${writers === 1 ? "writer" : "writers"}, ${WHERE[where]}, ${behind} behind, ${kind}`,
        isDetail: sizes.kinds.length > 1 && (kind !== "lists two types" || behind !== 5),
        writers,
        where,
        behind,
        kindOf: () => KINDS[kind],
      })),
    );
  return [
    ...sizes.writers.flatMap((writers) => cases(writers, 5)),
    ...sizes.behind.flatMap((behind) => cases(32, behind)),
  ];
}

export function measureWriting(
  { title, isDetail = false, ...writing }: Case,
  field: Field,
  { rounds, milliseconds }: Sizes,
  onTurn: (what: string) => void,
): Promise<Table> {
  return compare({
    title,
    unit: "events per second",
    rounds,
    isCold: true,
    isDetail,
    onTurn,
    competitors: [
      ...limits(field.plain, writing.writers, writing.where === "hot" ? 1 : writing.writers, milliseconds),
      ...field.entrants.map(({ contestant: { name, remark }, store }) => ({
        name,
        remark,
        run: writersOf(store, writing, milliseconds).run,
      })),
    ],
  });
}

/** What is measured with a delayed network: 5 behind, with a type that lists two types. */
export const DELAYED: readonly Case[] = (["hot", "own"] as const).map((where) => ({
  title: `32 writers, ${WHERE[where]}, network delayed by 1 ms each way`,
  writers: 32,
  where,
  behind: 5,
  kindOf: () => KINDS["lists two types"],
}));
