/** Collects the counts and violations of a check. */

import type { Violation, ViolationKind } from "./violation.ts";

/** A report lists at most this many violations: the first ones found. */
export const MAX_REPORTED_VIOLATIONS = 1_000;

/** How much was checked. A check with zero counts has proved nothing. */
export interface HistoryCounts {
  /** Events in the log. */
  readonly events: number;
  /** Streams that have events. */
  readonly streams: number;
  /** Appends that wrote the events. */
  readonly appends: number;
  /** Appends whose expected version was out of date. */
  readonly mergedAppends: number;
  /** Merged appends that cannot be judged: they rest on a free predicate, or on rules that cannot be read. */
  readonly notJudgeable: number;
  /** Judged pairs of a merged event and a committed event that its author had not seen. */
  readonly pairsJudged: number;
  /** Rule sets that are stored with the log. */
  readonly ruleSets: number;
  /** Observations that were checked against the log. */
  readonly observations: number;
  /** Conflicting pairs of refusals that were checked against the log. */
  readonly refusedPairs: number;
}

/** The result of checking a history. */
export interface HistoryReport {
  /** How much was checked. */
  readonly counts: HistoryCounts;
  /** How many violations were found in all. */
  readonly violationCount: number;
  /** The first {@link MAX_REPORTED_VIOLATIONS} of them. */
  readonly violations: readonly Violation[];
}

/** The place of a violation. Fields that are left out become null. */
export type ViolationPlace = Partial<Omit<Violation, "kind" | "message">>;

/** A report in the making. */
export interface Findings {
  readonly counts: { -readonly [Name in keyof HistoryCounts]: HistoryCounts[Name] };
  violation(kind: ViolationKind, message: string, place?: ViolationPlace): void;
  report(): HistoryReport;
}

export function createFindings(): Findings {
  const violations: Violation[] = [];
  let violationCount = 0;
  const counts = {
    events: 0,
    streams: 0,
    appends: 0,
    mergedAppends: 0,
    notJudgeable: 0,
    pairsJudged: 0,
    ruleSets: 0,
    observations: 0,
    refusedPairs: 0,
  };
  const nowhere = { streamId: null, version: null, committedVersion: null, observation: null };
  return {
    counts,
    violation(kind, message, place) {
      violationCount++;
      if (violations.length === MAX_REPORTED_VIOLATIONS) return;
      violations.push({ kind, message, ...nowhere, ...place });
    },
    report: () => ({ counts, violationCount, violations }),
  };
}
