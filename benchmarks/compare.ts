/** Competitors take turns, so that other work on the machine affects all of them alike. */

import type { Row, Table } from "./report.ts";

/** The result of one turn. */
export interface Sample {
  /** In the table's unit. */
  readonly figure: number;
  /** Other figures of the same turn, by the heading of their column. */
  readonly also?: Readonly<Record<string, number>>;
}

export interface Competitor {
  readonly name: string;
  /** What has to be known about this row. */
  readonly remark?: string;
  /** Runs one round. A mere number is the figure. */
  readonly run: () => Promise<number | Sample>;
}

export interface Comparison {
  readonly title: string;
  readonly unit: string;
  readonly rounds: number;
  /** Set if there is nothing to warm up: each turn is a process of its own, or warms up by itself. */
  readonly isCold?: boolean;
  /** Set if the table is left out of the chart. */
  readonly isDetail?: boolean;
  /** The others are divided by the first one, the yardstick. */
  readonly competitors: readonly Competitor[];
  /** Called before each turn with a description of it. */
  readonly onTurn: (what: string) => void;
}

/** Every other round goes in the opposite order. An additional first round warms up and is not counted. */
export async function compare(comparison: Comparison): Promise<Table> {
  const { title, unit, rounds, isCold = false, isDetail = false, competitors, onTurn } = comparison;
  const turns = competitors.map((competitor) => ({ competitor, samples: [] as Sample[] }));
  for (let round = isCold ? 1 : 0; round <= rounds; round++) {
    for (const { competitor, samples } of round % 2 === 0 ? turns : turns.toReversed()) {
      onTurn(`${title}, round ${round} of ${rounds}: ${competitor.name}`);
      const result = await competitor.run();
      if (round > 0) samples.push(typeof result === "number" ? { figure: result } : result);
    }
  }
  const yardstick = turns[0]?.samples ?? [];
  const rows = turns.map(({ competitor, samples }) => rowOf(competitor, samples, yardstick));
  return { title, ...(isDetail && { isDetail }), unit, yardstick: competitors[0]?.name ?? "", rounds, rows };
}

function rowOf({ name, remark }: Competitor, samples: readonly Sample[], yardstick: readonly Sample[]): Row {
  const figures = samples.map(({ figure }) => figure);
  const quotients = figures.map((figure, round) => figure / (yardstick[round]?.figure ?? NaN));
  const headings = Object.keys(samples[0]?.also ?? {});
  return {
    name,
    ...(remark && { remark }),
    median: median(figures),
    quartiles: [quantile(figures, 0.25), quantile(figures, 0.75)],
    ratio: median(quotients),
    spread: [Math.min(...quotients), Math.max(...quotients)],
    samples: figures,
    ...(headings.length > 0 && {
      also: Object.fromEntries(
        headings.map((heading) => {
          // A turn in which nothing was finished has no latencies.
          const others = samples
            .map(({ also }) => also?.[heading] ?? NaN)
            .filter((other) => !Number.isNaN(other));
          return [heading, median(others)];
        }),
      ),
    }),
  };
}

/** The mean of the two middle numbers if their count is even; NaN if there are none. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The number that the given share of the others is below; NaN if there are none. */
export function quantile(numbers: readonly number[], share: number): number {
  return (
    numbers.toSorted((a, b) => a - b)[Math.min(Math.floor(numbers.length * share), numbers.length - 1)] ?? NaN
  );
}
