/** Checks that acknowledged events are in the log: once, unchanged, and as they were acknowledged. */

import type { AppendResult, RecordedEvent } from "@truce/core";
import type { Attempt } from "./attempt.ts";
import { idsOf, type ClientObservation } from "./client-observation.ts";
import { sameContents } from "./match-in-stream.ts";
import { eventAt } from "./stream-log.ts";

export function checkAcknowledged(attempt: Attempt, result: AppendResult): void {
  const { observation, log, violation } = attempt;
  const ids = idsOf(observation);
  const place = { version: result.firstVersion };
  const missing = ids.findIndex((id) => id === undefined || !log.versionsById.has(id));
  if (missing !== -1) {
    // A duplicate says that the events were already there, so a missing one is not a lost write.
    const kind = result.kind === "duplicate" ? "duplicate-not-in-log" : "acknowledged-lost";
    violation(
      kind,
      `event '${ids[missing]}' was acknowledged as ${result.kind} but is not in the log`,
      place,
    );
    return;
  }
  const events = ids.flatMap((_, index) => eventAt(log, result.firstVersion + index) ?? []);
  const versions = `versions ${result.firstVersion} to ${result.lastVersion}`;
  if (!isInPlace(ids, events, result)) {
    const message = `the events were acknowledged at ${versions} but are not there`;
    violation("acknowledged-misplaced", message, place);
  } else if (!sameContents(observation, events)) {
    violation("acknowledged-changed", `the events at ${versions} are not the events that were sent`, place);
  } else if (result.kind !== "duplicate") {
    if (checkOnce(attempt, ids[0] ?? "", result)) checkKind(attempt, result);
  }
}

function isInPlace(
  ids: readonly (string | undefined)[],
  events: readonly RecordedEvent[],
  { firstVersion, lastVersion, position }: AppendResult,
): boolean {
  return (
    lastVersion === firstVersion + ids.length - 1 &&
    events.length === ids.length &&
    events.every(({ id }, index) => id === ids[index]) &&
    events.at(-1)?.position === position
  );
}

/** Only one attempt can have written the events; all others must have found a duplicate. */
function checkOnce(
  { observation, sharing, violation }: Attempt,
  eventId: string,
  { firstVersion }: AppendResult,
): boolean {
  const wrote = ({ outcome: { kind } }: ClientObservation): boolean =>
    kind === "appended" || kind === "merged";
  if (sharing(eventId).find(wrote) === observation) return true;
  const message = `more than one attempt was acknowledged as having written event '${eventId}'`;
  violation("acknowledged-twice", message, { version: firstVersion });
  return false;
}

/** The result must be `merged` if and only if the expected version was out of date. A decided append is never merged. */
function checkKind(
  { observation, knownVersion, violation }: Attempt,
  { kind, firstVersion, mergedOver }: AppendResult,
): void {
  const { expectedVersion, decisionVersion } = observation;
  const base = firstVersion - 1;
  const behind = typeof expectedVersion === "number" ? Math.max(0, base - expectedVersion) : 0;
  const place = { version: firstVersion };
  if (kind !== (behind > 0 ? "merged" : "appended") || mergedOver !== behind) {
    const message = `the result says ${kind} over ${mergedOver} events, but the author had not seen ${behind}`;
    violation("acknowledged-wrong-kind", message, place);
  } else if (decisionVersion !== undefined && decisionVersion !== base) {
    const message = `events that were decided on version ${decisionVersion} were written at version ${base}`;
    violation("acknowledged-wrong-kind", message, place);
  } else if (base < knownVersion) {
    const message = `the append was written at version ${base}, but version ${knownVersion} was known before it began`;
    violation("outcome-out-of-date", message, place);
  }
}
