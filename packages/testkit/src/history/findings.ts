/** Collects what a check counts and finds. */

import type { Violation, ViolationKind } from "./violation.ts";

/** The most violations that a report lists: the first ones found. */
export const MAX_REPORTED_VIOLATIONS = 1_000;

/** What was looked at. A check that has judged nothing has proved nothing. */
export interface HistoryCounts {
  /** Events of the log. */
  readonly events: number;
  /** Streams that have events. */
  readonly streams: number;
  /** Appends that the events came in. */
  readonly appends: number;
  /** Appends whose expected version was out of date. */
  readonly mergedAppends: number;
  /** Merged appends that rest on a free predicate, or on rules that are not there to be read. */
  readonly notJudgeable: number;
  /** Pairs of a merged event and an event that its author had not seen. */
  readonly pairsJudged: number;
  /** Rule sets that are stored with the log. */
  readonly ruleSets: number;
  /** Attempts whose answers were held against the log. */
  readonly toldAppends: number;
  /** Conflicting pairs named in refusals that were held against the log. */
  readonly refusedPairs: number;
}

/** What a check of a history found. */
export interface HistoryReport {
  /** What was looked at. */
  readonly counts: HistoryCounts;
  /** How many violations there are in all. */
  readonly violationCount: number;
  /** The first {@link MAX_REPORTED_VIOLATIONS} of them. */
  readonly violations: readonly Violation[];
}

/** Where a violation is; what is left out counts as null. */
export type ViolationPlace = Partial<Omit<Violation, "kind" | "message">>;

/** The report while it is being made. */
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
    toldAppends: 0,
    refusedPairs: 0,
  };
  return {
    counts,
    violation(kind, message, { streamId = null, version = null, committedVersion = null, told = null } = {}) {
      violationCount++;
      if (violations.length === MAX_REPORTED_VIOLATIONS) return;
      violations.push({ kind, message, streamId, version, committedVersion, told });
    },
    report: () => ({ counts, violationCount, violations }),
  };
}
