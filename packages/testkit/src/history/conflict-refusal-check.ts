/** Checks that every pair that a refusal reports really conflicts, and that it reports every conflicting pair. */

import type { ConflictingPair, ConflictRefusal, RecordedEvent } from "@truce/core";
import type { Attempt } from "./attempt.ts";
import type { ClientObservation } from "./client-observation.ts";
import type { Findings } from "./findings.ts";
import { judgePair, type Targets } from "./interpreter.ts";
import type { RuleBook } from "./rule-book.ts";
import { sameJson } from "./same-json.ts";
import { eventAt, firstAfter } from "./stream-log.ts";

export function checkConflictRefusal(
  attempt: Attempt,
  refusal: ConflictRefusal,
  rules: RuleBook,
  findings: Findings,
): void {
  const { observation, log, violation } = attempt;
  const { expectedVersion } = observation;
  if (typeof expectedVersion !== "number" || refusal.conflicts.length === 0) {
    violation("conflict-unjustified", `nothing conflicts with expected version ${expectedVersion}`);
    return;
  }
  const reported = new Set<string>();
  for (const pair of refusal.conflicts) {
    findings.counts.refusedPairs++;
    reported.add(`${pair.incoming.index} ${pair.committed.version}`);
    const targets = targetsOf(observation, pair.incoming.type, rules);
    const problem = targets && problemOf(attempt, pair, targets, expectedVersion, refusal.actualVersion);
    if (problem === undefined) continue;
    const place = { committedVersion: pair.committed.version };
    violation("conflict-unjustified", `the refusal reports a pair that ${problem}`, place);
  }
  // A truncated list reports every pair up to its last one.
  const lastReported = Math.max(...refusal.conflicts.map(({ committed }) => committed.version));
  const from = firstAfter(log.events, expectedVersion);
  const to = firstAfter(log.events, refusal.truncated ? lastReported : refusal.actualVersion);
  checkAllReported(attempt, log.events.slice(from, to), reported, rules);
  checkCount(attempt, refusal);
}

/** Undefined if the rules cannot be read. */
function targetsOf(
  { rules, streamId }: ClientObservation,
  incomingType: string,
  ruleBook: RuleBook,
): Targets | undefined {
  if (rules === null) return "everything";
  return ruleBook.find(rules.fingerprint)?.targetsOf(streamId, incomingType);
}

/** What is wrong with a reported pair, as the rest of a sentence. */
function problemOf(
  { observation, log }: Attempt,
  { incoming, committed }: ConflictingPair,
  targets: Targets,
  expectedVersion: number,
  actualVersion: number,
): string | undefined {
  const sent = observation.events[incoming.index];
  if (sent?.type !== incoming.type || !sameJson(sent.data, incoming.data)) {
    return `is not about the event at index ${incoming.index} of the append`;
  }
  const recorded = eventAt(log, committed.version);
  if (
    recorded?.id !== committed.id ||
    recorded.type !== committed.type ||
    !sameJson(committed.data, recorded.data)
  ) {
    return `is not about the event at version ${committed.version} of the log`;
  }
  if (committed.version <= expectedVersion || committed.version > actualVersion) {
    return `is about version ${committed.version}, which is not between ${expectedVersion} and ${actualVersion}`;
  }
  if (judgePair(targets, sent, recorded) !== "compatible") return undefined;
  return `does not conflict: '${incoming.type}' against '${committed.type}' (version ${committed.version})`;
}

function checkAllReported(
  { observation, violation }: Attempt,
  window: readonly RecordedEvent[],
  reported: ReadonlySet<string>,
  rules: RuleBook,
): void {
  observation.events.forEach((incoming, index) => {
    const targets = targetsOf(observation, incoming.type, rules);
    if (targets === undefined || targets.length === 0) return;
    const missing = window.find(
      (committed) =>
        judgePair(targets, incoming, committed) === "conflict" &&
        !reported.has(`${index} ${committed.version}`),
    );
    if (!missing) return;
    const pair = `'${incoming.type}' against '${missing.type}' (version ${missing.version})`;
    const place = { committedVersion: missing.version };
    violation("conflict-not-reported", `the refusal does not report ${pair}`, place);
  });
}

function checkCount({ violation }: Attempt, { conflicts, count, truncated }: ConflictRefusal): void {
  const events = new Set(conflicts.map(({ committed }) => committed.version)).size;
  if (truncated ? count > events : count === events) return;
  const list = truncated ? "truncated list" : "complete list";
  const message = `the refusal counts ${count} conflicting events, but its ${list} has ${events}`;
  violation("conflict-not-reported", message);
}
