/** Whether an attempt that wrote nothing did write nothing, and whether there was reason to refuse it. */

import type { IdReusedRefusal, WrongVersionRefusal } from "@truce/core";
import { checkConflictRefusal } from "./conflict-refusal-check.ts";
import type { Findings } from "./findings.ts";
import type { RuleBook } from "./rule-book.ts";
import { standingOf } from "./standing.ts";
import type { Attempt } from "./told-check.ts";
import { idsOf, mayHaveWritten } from "./told-append.ts";

export function checkRefused(attempt: Attempt, rules: RuleBook, findings: Findings): void {
  const { answer } = attempt.told;
  if (!mayHaveWritten(answer)) checkNothingWritten(attempt);
  switch (answer.kind) {
    case "conflict":
      if (checkMoment(attempt, answer.actualVersion)) checkConflictRefusal(attempt, answer, rules, findings);
      return;
    case "wrong-version":
      if (checkMoment(attempt, answer.actualVersion)) checkWrongVersion(attempt, answer);
      return;
    case "stale-decision":
      if (checkMoment(attempt, answer.actualVersion) && answer.actualVersion === answer.decisionVersion) {
        attempt.violation(
          "refusal-unfounded",
          `the stream was at version ${answer.decisionVersion}, where it was decided`,
        );
      }
      return;
    case "id-reused":
      checkIdReused(attempt, answer);
      return;
    default:
  }
}

/** An event that only attempts without effect have handed over must not be in the log. */
function checkNothingWritten({ told, log, sharing, violation }: Attempt): void {
  for (const id of idsOf(told)) {
    const version = id === undefined ? undefined : log.versionsById.get(id);
    if (id === undefined || version === undefined) continue;
    if (sharing(id).some(({ answer }) => mayHaveWritten(answer))) continue;
    const message = `event '${id}' is in the log, but its append was told to have written nothing`;
    violation("refused-but-written", message, { version });
    return;
  }
}

/**
 * An answer that names a version speaks of the stream as it was then, so it can be checked against that moment: it
 * must be a moment of this stream, not before the attempt, and the ids, which come first, must have been new.
 */
function checkMoment({ told, log, reached, violation }: Attempt, actualVersion: number): boolean {
  if (actualVersion > log.version || actualVersion < 0) {
    violation("refusal-unfounded", `the stream was never at version ${actualVersion}`);
    return false;
  }
  if (actualVersion < reached) {
    const message = `the answer speaks of version ${actualVersion}, but version ${reached} had been told before`;
    violation("answer-out-of-date", message);
    return false;
  }
  const standing = standingOf(told, log, actualVersion);
  if (standing.kind === "whole") {
    violation(
      "duplicate-refused",
      "the events were already in the stream, so that the append was a duplicate",
      {
        version: standing.events[0]?.version ?? null,
      },
    );
  } else if (standing.kind === "otherwise") {
    violation(
      "id-reuse-missed",
      "some of the event ids were already in the stream, which comes before all else",
    );
  }
  return standing.kind === "absent";
}

function checkWrongVersion({ told, violation }: Attempt, { actualVersion }: WrongVersionRefusal): void {
  const { expectedVersion } = told;
  const fits =
    expectedVersion === "any" ||
    (expectedVersion === "noStream" && actualVersion === 0) ||
    (expectedVersion === "streamExists" && actualVersion > 0) ||
    (typeof expectedVersion === "number" && expectedVersion <= actualVersion);
  if (!fits) return;
  violation(
    "refusal-unfounded",
    `expected version ${expectedVersion} fits a stream at version ${actualVersion}`,
  );
}

function checkIdReused({ told, log, violation }: Attempt, { eventId, version }: IdReusedRefusal): void {
  if (!idsOf(told).includes(eventId) || log.versionsById.get(eventId) !== version) {
    violation("refusal-unfounded", `event '${eventId}' is not in the stream at version ${version}`, {
      version,
    });
    return;
  }
  const standing = standingOf(told, log);
  if (standing.kind !== "whole") return;
  // Only events that came in one append were certainly all there when the first of them was found.
  const [first, ...rest] = standing.events;
  if (rest.some(({ provenance }) => provenance.append.id !== first?.provenance.append.id)) return;
  violation(
    "duplicate-refused",
    "the events were already in the stream, so that the append was a duplicate",
    {
      version: first?.version ?? null,
    },
  );
}
