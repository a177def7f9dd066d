/** What the rules refused: pair by pair, with the line of the rule that did it. */

import type { ConflictingPair } from "@truce/core";

import { faint, heading } from "../cli/paint.ts";
import { printable } from "../cli/printable.ts";
import type { PlayedDay } from "../play/play-day.ts";
import { number, table, type Cell } from "./table.ts";

/** Refusals that have the same pair for their first reason. */
export interface RefusalsByPair {
  readonly incoming: string;
  readonly committed: string;
  /** `crm.conflicts:16`, or why there is no such place. */
  readonly place: string;
  readonly count: number;
}

/** Each refusal counts once, under the first pair that it names; the most frequent come first. */
export function refusalsByPair({ lines }: PlayedDay): readonly RefusalsByPair[] {
  const firstPairs = lines.flatMap(({ refusals }) => refusals.map(({ conflicts: [first] }) => first));
  const groups = Map.groupBy(
    firstPairs,
    (pair) => `${pair.incoming.type} ${pair.committed.type} ${placeOf(pair)}`,
  );
  return [...groups.values()]
    .flatMap((pairs) => {
      const [first] = pairs;
      if (!first) return [];
      const { incoming, committed } = first;
      return [
        { incoming: incoming.type, committed: committed.type, place: placeOf(first), count: pairs.length },
      ];
    })
    .toSorted((one, other) => other.count - one.count || (one.incoming < other.incoming ? -1 : 1));
}

/** Where the rule stands that a pair conflicts by. */
export function placeOf(pair: ConflictingPair): string {
  if (pair.reason === "unregistered") return "no rule: conflicts with everything";
  const { source } = pair.rule;
  return source ? printable(`${source.file}:${source.line}`) : "a rule without a place";
}

export function refusalsTable(refusals: readonly RefusalsByPair[]): readonly string[] {
  const head: readonly Cell[] = ["times", "incoming", "committed", "rule"].map((text) => ({
    text,
    paint: faint,
  }));
  const rows = refusals.map(({ incoming, committed, place, count }): readonly Cell[] => [
    { text: number(count), paint: heading },
    { text: incoming },
    { text: committed },
    { text: place, paint: faint },
  ]);
  return table([head, ...rows], ["right", "left", "left", "left"]);
}
