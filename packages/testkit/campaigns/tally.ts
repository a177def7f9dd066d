/** The counts of a campaign, in a form that threads can send to each other and add up. */

import type { ClientObservation, ObservedOutcome } from "../src/history/client-observation.ts";
import type { PlayedHistory } from "./play-history.ts";

/** Counts by name. */
export type Tally = Readonly<Record<string, number>>;

/** A history with violations, or one that could not be played. */
export interface FailedHistory {
  readonly seed: number;
  /** The first violations, or the error that was thrown. */
  readonly problems: readonly string[];
}

/** At most this many violations of one history are reported. */
const MAX_PROBLEMS = 3;

export function tallyOf({ observations, report }: PlayedHistory): Tally {
  const tally: Record<string, number> = { histories: 1, ...report.counts, violations: report.violationCount };
  for (const { outcome } of observations) {
    const name = outcomeName(outcome.kind);
    tally[name] = (tally[name] ?? 0) + 1;
  }
  tally["unknown then duplicate"] = unknownThenDuplicate(observations);
  return tally;
}

/** The name under which outcomes of a kind are counted. */
export function outcomeName(kind: ObservedOutcome["kind"]): string {
  return `outcome ${kind}`;
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

/** Counts attempts with an unknown outcome that a retry found to have been written. */
function unknownThenDuplicate(observations: readonly ClientObservation[]): number {
  const unknown = new Set<string>();
  let count = 0;
  for (const { streamId, events, outcome } of observations) {
    const key = JSON.stringify([streamId, events.map(({ id }) => id)]);
    if (outcome.kind === "unknown") unknown.add(key);
    else if (outcome.kind === "duplicate" && unknown.delete(key)) count++;
  }
  return count;
}
