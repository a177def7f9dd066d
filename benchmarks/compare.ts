/** Competitors take turns, so that other work on the machine affects all of them alike. */

import type { Table } from "./report.ts";

export interface Competitor {
  readonly name: string;
  /** Runs one round and returns its figure, in the table's unit. */
  readonly run: () => Promise<number>;
}

export interface Comparison {
  readonly title: string;
  readonly unit: string;
  readonly rounds: number;
  /** Set if each turn is a process of its own: then there is nothing to warm up. */
  readonly isCold?: boolean;
  /** The others are divided by the first one, the yardstick. */
  readonly competitors: readonly Competitor[];
  /** Called before each turn with a description of it. */
  readonly onTurn: (what: string) => void;
}

/** Every round begins with a different competitor. An additional first round warms up and is not counted. */
export async function compare(comparison: Comparison): Promise<Table> {
  const { title, unit, rounds, isCold = false, competitors, onTurn } = comparison;
  const figures = competitors.map((): number[] => []);
  for (let round = isCold ? 1 : 0; round <= rounds; round++) {
    for (let turn = 0; turn < competitors.length; turn++) {
      const index = (round + turn) % competitors.length;
      const competitor = competitors[index];
      if (!competitor) continue;
      onTurn(`${title}, round ${round} of ${rounds}: ${competitor.name}`);
      const figure = await competitor.run();
      if (round > 0) figures[index]?.push(figure);
    }
  }
  const [yardstick = []] = figures;
  const rows = competitors.map(({ name }, index) => {
    const mine = figures[index] ?? [];
    const quotients = mine.map((figure, round) => figure / (yardstick[round] ?? NaN));
    return {
      name,
      median: median(mine),
      ratio: median(quotients),
      spread: [Math.min(...quotients), Math.max(...quotients)] as const,
    };
  });
  return { title, unit, yardstick: competitors[0]?.name ?? "", rounds, rows };
}

/** The upper one of the two middle numbers if their count is even; NaN if there are none. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}
