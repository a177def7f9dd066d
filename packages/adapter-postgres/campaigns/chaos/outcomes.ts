/** The outcomes of faults. A campaign without them has proved nothing, so each fault has some that must be seen. */

/** The kinds of faults. */
export const FAULTS = [
  "server-kill",
  "backend-terminate",
  "client-kill",
  "cut-before-commit",
  "cut-after-commit",
  "statement-timeout",
  "lock-timeout",
  "pool-full",
  "worker-kill",
  "worker-pause",
  "effect-cut",
] as const;

/** A kind of fault. */
export type FaultKind = (typeof FAULTS)[number];

/** The rare outcomes of statements and attempts. */
export const OUTCOMES = [
  // The second outcome of an append whose first outcome was unknown, when the store retried it.
  "unknown, then duplicate",
  "unknown, then written",
  "unknown, then refused",
  // The store gave up and reported an unknown outcome, and then the outcome when the caller sent the same ids again.
  "unknown reported",
  "unknown reported, then duplicate",
  "unknown reported, then written",
  // A client was killed with appends under way, and then the outcome when its successor sent them again.
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
  // Connections that could not be made.
  "connection refused",
  "starting up (57P03)",
  "too many connections (53300)",
  "no connection in time",
  "connection lost at login",
  // Readers.
  "reading broken off",
  // A worker that had lost its lease to another wanted to commit.
  "commit without lease refused",
] as const;

/** One of them. */
export type Outcome = (typeof OUTCOMES)[number];

/** How often each was seen. */
export type Tally = Map<string, number>;

/** The outcomes that each fault must have. */
export const EXPECTED: Readonly<Record<FaultKind, readonly Outcome[]>> = {
  "server-kill": ["connection lost", "connection refused", "starting up (57P03)", "unknown reported"],
  "backend-terminate": ["terminated (57P01)"],
  "client-kill": ["killed under way", "killed, then duplicate", "killed, then written"],
  "cut-before-commit": ["unknown, then written"],
  "cut-after-commit": ["unknown, then duplicate"],
  "statement-timeout": ["statement timeout (57014)"],
  "lock-timeout": ["lock timeout (55P03)", "deadlock (40P01)"],
  "pool-full": ["too many connections (53300)", "no connection in time"],
  "worker-kill": [],
  "worker-pause": ["commit without lease refused"],
  "effect-cut": [],
};

/** The outcomes that every campaign must have, because failing commits and refused appends always occur. */
export const ALWAYS_EXPECTED: readonly Outcome[] = ["serialization failure (40001)", "batch split"];

/** The prefix, in a tally, of the ways in which faults occurred. */
export const NOTE = "how: ";

/** Counts one more. */
export function count(tally: Tally, name: string, more = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + more);
}
