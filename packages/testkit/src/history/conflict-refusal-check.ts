/** Whether every pair that a refusal names really conflicts, and whether it names every pair that does. */

import type { ConflictingPair, ConflictRefusal, RecordedEvent } from "@truce/core";
import type { Findings } from "./findings.ts";
import { judgePair, type Targets } from "./interpreter.ts";
import type { RuleBook } from "./rule-book.ts";
import { sameJson } from "./same-json.ts";
import { eventAt, firstAfter } from "./stream-log.ts";
import type { ToldAppend } from "./told-append.ts";
import type { Attempt } from "./told-check.ts";

export function checkConflictRefusal(
  attempt: Attempt,
  refusal: ConflictRefusal,
  rules: RuleBook,
  findings: Findings,
): void {
  const { told, violation } = attempt;
  const { expectedVersion } = told;
  if (typeof expectedVersion !== "number" || refusal.conflicts.length === 0) {
    violation("conflict-unfounded", `nothing conflicts with expected version ${expectedVersion}`);
    return;
  }
  const named = new Set<string>();
  for (const pair of refusal.conflicts) {
    findings.counts.refusedPairs++;
    named.add(`${pair.incoming.index} ${pair.committed.version}`);
    const targets = targetsOf(told, pair.incoming.type, rules);
    const problem = targets && problemOf(attempt, pair, targets, expectedVersion, refusal.actualVersion);
    if (problem === undefined) continue;
    violation("conflict-unfounded", `the refusal names a pair that ${problem}`, {
      committedVersion: pair.committed.version,
    });
  }
  // A list that is cut short still names every pair up to where it ends.
  const lastNamed = Math.max(...refusal.conflicts.map(({ committed }) => committed.version));
  const from = firstAfter(attempt.log.events, expectedVersion);
  const to = firstAfter(attempt.log.events, refusal.truncated ? lastNamed : refusal.actualVersion);
  checkAllNamed(attempt, attempt.log.events.slice(from, to), named, rules);
  checkCount(attempt, refusal);
}

/** Undefined where the rules cannot be read. */
function targetsOf(told: ToldAppend, incomingType: string, rules: RuleBook): Targets | undefined {
  if (told.rules === null) return "everything";
  return rules.find(told.rules.fingerprint)?.targetsOf(told.streamId, incomingType);
}

/** What is wrong with a named pair, as the rest of a sentence. */
function problemOf(
  { told, log }: Attempt,
  { incoming, committed }: ConflictingPair,
  targets: Targets,
  expectedVersion: number,
  actualVersion: number,
): string | undefined {
  const handedOver = told.events[incoming.index];
  if (handedOver?.type !== incoming.type || !sameJson(handedOver.data, incoming.data)) {
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
  if (judgePair(targets, handedOver, recorded) !== "compatible") return undefined;
  return `does not conflict: '${incoming.type}' against '${committed.type}' (version ${committed.version})`;
}

function checkAllNamed(
  { told, violation }: Attempt,
  window: readonly RecordedEvent[],
  named: ReadonlySet<string>,
  rules: RuleBook,
): void {
  told.events.forEach((incoming, index) => {
    const targets = targetsOf(told, incoming.type, rules);
    if (targets === undefined || targets.length === 0) return;
    const missing = window.find(
      (committed) =>
        judgePair(targets, incoming, committed) === "conflict" && !named.has(`${index} ${committed.version}`),
    );
    if (!missing) return;
    const message = `the refusal does not name '${incoming.type}' against '${missing.type}' (version ${missing.version})`;
    violation("conflict-not-named", message, { committedVersion: missing.version });
  });
}

function checkCount({ violation }: Attempt, { conflicts, count, truncated }: ConflictRefusal): void {
  const events = new Set(conflicts.map(({ committed }) => committed.version)).size;
  if (truncated ? count > events : count === events) return;
  const cut = truncated ? "a list that is cut short" : "a complete list";
  violation(
    "conflict-not-named",
    `the refusal counts ${count} conflicting events, but ${cut} names ${events}`,
  );
}
