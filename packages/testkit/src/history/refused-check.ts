/** Checks that an attempt that wrote nothing really wrote nothing, and that there was a reason to refuse it. */

import type { IdReusedRefusal, WrongVersionRefusal } from "@truce/core";
import type { Attempt } from "./attempt.ts";
import { idsOf, mayHaveWritten } from "./client-observation.ts";
import { checkConflictRefusal } from "./conflict-refusal-check.ts";
import type { Findings } from "./findings.ts";
import { matchInStream } from "./match-in-stream.ts";
import type { RuleBook } from "./rule-book.ts";

export function checkRefused(attempt: Attempt, rules: RuleBook, findings: Findings): void {
  const { outcome } = attempt.observation;
  if (!mayHaveWritten(outcome)) checkNothingWritten(attempt);
  switch (outcome.kind) {
    case "conflict":
      if (checkMoment(attempt, outcome.actualVersion))
        checkConflictRefusal(attempt, outcome, rules, findings);
      return;
    case "wrong-version":
      if (checkMoment(attempt, outcome.actualVersion)) checkWrongVersion(attempt, outcome);
      return;
    case "stale-decision":
      if (checkMoment(attempt, outcome.actualVersion) && outcome.actualVersion === outcome.decisionVersion) {
        const message = `the stream was still at version ${outcome.decisionVersion}, the version of the decision`;
        attempt.violation("refusal-unjustified", message);
      }
      return;
    case "id-reused":
      checkIdReused(attempt, outcome);
      return;
    default:
  }
}

/** An event must not be in the log if every attempt that sent it wrote nothing. */
function checkNothingWritten({ observation, log, sharing, violation }: Attempt): void {
  for (const id of idsOf(observation)) {
    const version = id === undefined ? undefined : log.versionsById.get(id);
    if (id === undefined || version === undefined) continue;
    if (sharing(id).some(({ outcome }) => mayHaveWritten(outcome))) continue;
    violation("refused-but-written", `event '${id}' was refused but is in the log`, { version });
    return;
  }
}

/**
 * A refusal that names a version is about the stream as it was at that version. The stream must have been at that
 * version, not before the attempt began, and must not have had the ids, because ids are checked first.
 */
function checkMoment({ observation, log, knownVersion, violation }: Attempt, actualVersion: number): boolean {
  if (actualVersion > log.version || actualVersion < 0) {
    violation("refusal-unjustified", `the stream was never at version ${actualVersion}`);
    return false;
  }
  if (actualVersion < knownVersion) {
    const message = `the refusal is about version ${actualVersion}, but version ${knownVersion} was known before`;
    violation("outcome-out-of-date", message);
    return false;
  }
  const match = matchInStream(observation, log, actualVersion);
  if (match.kind === "same") {
    reportDuplicate(violation, match.events[0]?.version);
  } else if (match.kind === "different") {
    const message = "the stream already had some of the event ids, which must be refused as 'id-reused'";
    violation("id-reuse-missed", message);
  }
  return match.kind === "absent";
}

function checkWrongVersion(
  { observation, violation }: Attempt,
  { actualVersion }: WrongVersionRefusal,
): void {
  const { expectedVersion } = observation;
  const fits =
    expectedVersion === "any" ||
    (expectedVersion === "noStream" && actualVersion === 0) ||
    (expectedVersion === "streamExists" && actualVersion > 0) ||
    (typeof expectedVersion === "number" && expectedVersion <= actualVersion);
  if (!fits) return;
  const message = `expected version ${expectedVersion} fits a stream at version ${actualVersion}`;
  violation("refusal-unjustified", message);
}

function checkIdReused(
  { observation, log, violation }: Attempt,
  { eventId, version }: IdReusedRefusal,
): void {
  if (!idsOf(observation).includes(eventId) || log.versionsById.get(eventId) !== version) {
    const message = `event '${eventId}' is not in the stream at version ${version}`;
    violation("refusal-unjustified", message, { version });
    return;
  }
  const match = matchInStream(observation, log);
  if (match.kind !== "same") return;
  // Only events of one append were certainly all in the stream when the first of them was found.
  const [first, ...rest] = match.events;
  if (rest.some(({ provenance }) => provenance.append.id !== first?.provenance.append.id)) return;
  reportDuplicate(violation, first?.version);
}

function reportDuplicate(violation: Attempt["violation"], version: number | undefined): void {
  const message = "the stream already had these events, so the append was a duplicate";
  violation("duplicate-refused", message, { version: version ?? null });
}
