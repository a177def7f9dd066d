/** What a campaign counts, in a form that threads can hand to each other and add up. */

import type { ToldAnswer, ToldAppend } from "../src/history/told-append.ts";
import type { PlayedHistory } from "./play-history.ts";

/** Sums by name. */
export type Tally = Readonly<Record<string, number>>;

/** A history in which something was wrong. */
export interface FailedHistory {
  readonly seed: number;
  /** The first violations, or the error that was thrown, as sentences. */
  readonly problems: readonly string[];
}

/** The most violations of one history that are told in words. */
const MAX_PROBLEMS = 3;

export function tallyOf({ told, report }: PlayedHistory): Tally {
  const tally: Record<string, number> = { histories: 1, ...report.counts, violations: report.violationCount };
  for (const { answer } of told) {
    const name = toldName(answer);
    tally[name] = (tally[name] ?? 0) + 1;
  }
  tally["unknown then duplicate"] = unknownThenDuplicate(told);
  return tally;
}

/** The name under which answers of a kind are counted. */
export function toldName({ kind }: Pick<ToldAnswer, "kind">): string {
  return `told ${kind}`;
}

export function addTallies(one: Tally, other: Tally): Tally {
  const sum: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

export function failureOf({ seed, report }: PlayedHistory): FailedHistory | undefined {
  if (report.violationCount === 0) return undefined;
  const problems = report.violations.slice(0, MAX_PROBLEMS).map(({ kind, message }) => `${kind}: ${message}`);
  return { seed, problems };
}

/** Attempts whose outcome stayed unknown until the client tried again and was told that it had been written. */
function unknownThenDuplicate(told: readonly ToldAppend[]): number {
  const unknown = new Set<string>();
  let count = 0;
  for (const { streamId, events, answer } of told) {
    const key = JSON.stringify([streamId, events.map(({ id }) => id)]);
    if (answer.kind === "unknown") unknown.add(key);
    else if (answer.kind === "duplicate" && unknown.delete(key)) count++;
  }
  return count;
}
