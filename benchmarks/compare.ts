/** Competitors take turns, so that whatever else the machine does meanwhile falls on all of them alike. */

import type { Table } from "./report.ts";

/** One of those that are compared. */
export interface Competitor {
  readonly name: string;
  /** Runs one round: its figure in the table's unit. */
  readonly run: () => Promise<number>;
}

/** What is compared, and how. The first competitor is the yardstick. */
export interface Comparison {
  readonly title: string;
  readonly unit: string;
  readonly rounds: number;
  readonly competitors: readonly Competitor[];
  /** Called before each turn. */
  readonly onTurn: (what: string) => void;
}

/** Every round begins with another competitor. One round before them all is thrown away. */
export async function compare({ title, unit, rounds, competitors, onTurn }: Comparison): Promise<Table> {
  const figures = competitors.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
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

/** The number in the middle. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}
