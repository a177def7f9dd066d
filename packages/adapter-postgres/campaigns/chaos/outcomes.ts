/** What faults lead to. A campaign that has not seen these has proved nothing, so each fault has some that it owes. */

/** The kinds of faults that can be asked for. */
export const FAULTS = [
  "server-kill",
  "backend-terminate",
  "client-kill",
  "cut-before-commit",
  "cut-after-commit",
  "statement-timeout",
  "lock-timeout",
  "pool-full",
] as const;

/** A kind of fault. */
export type FaultKind = (typeof FAULTS)[number];

/** What came of statements and attempts, as far as it is rare. */
export const OUTCOMES = [
  // What became of an attempt whose outcome was unknown, when the store tried again by itself.
  "unknown, then duplicate",
  "unknown, then written",
  "unknown, then refused",
  // The store gave up and said so to its caller; and what the caller was told when it tried again with the same ids.
  "unknown told",
  "unknown told, then duplicate",
  "unknown told, then written",
  // A client was killed in the middle; and what its successor was told, which took up what was unanswered.
  "killed under way",
  "killed, then duplicate",
  "killed, then written",
  // Statements that failed.
  "deadlock (40P01)",
  "serialization failure (40001)",
  "lock timeout (55P03)",
  "statement timeout (57014)",
  "terminated (57P01)",
  "refused by a constraint (23514)",
  "other SQLSTATE",
  "connection lost",
  "batch split",
  // Connections that were not to be had.
  "connection refused",
  "starting up (57P03)",
  "too many connections (53300)",
  "no connection in time",
  "connection lost at login",
  // Readers.
  "reading broken off",
] as const;

/** One of them. */
export type Outcome = (typeof OUTCOMES)[number];

/** How often each was seen. */
export type Tally = Map<string, number>;

/** What each fault owes. */
export const OWED: Readonly<Record<FaultKind, readonly Outcome[]>> = {
  "server-kill": ["connection lost", "connection refused", "starting up (57P03)", "unknown told"],
  "backend-terminate": ["terminated (57P01)"],
  "client-kill": ["killed under way", "killed, then duplicate", "killed, then written"],
  "cut-before-commit": ["unknown, then written"],
  "cut-after-commit": ["unknown, then duplicate"],
  "statement-timeout": ["statement timeout (57014)"],
  "lock-timeout": ["lock timeout (55P03)", "deadlock (40P01)"],
  "pool-full": ["too many connections (53300)", "no connection in time"],
};

/** What every campaign owes, whatever its faults: commits that fail, and appends that the database refuses, are always there. */
export const ALWAYS_OWED: readonly Outcome[] = ["serialization failure (40001)", "batch split"];

/** What the names of ways in which faults came about begin with, in a tally. */
export const NOTE = "how: ";

/** Counts one more. */
export function count(tally: Tally, name: string, more = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + more);
}
