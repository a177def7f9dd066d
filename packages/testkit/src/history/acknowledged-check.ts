/** Whether acknowledged events are in the log: once, whole, unchanged, where the client was told, for the reason told. */

import type { AppendResult, RecordedEvent } from "@truce/core";
import { sameContents } from "./standing.ts";
import { eventAt } from "./stream-log.ts";
import type { Attempt } from "./told-check.ts";
import { idsOf, type ToldAppend } from "./told-append.ts";

export function checkAcknowledged(attempt: Attempt, answer: AppendResult): void {
  const { told, log } = attempt;
  const ids = idsOf(told);
  const lost = ids.find((id) => id === undefined || !log.versionsById.has(id));
  if (lost !== undefined || ids.includes(undefined)) {
    const place = { version: answer.firstVersion };
    // A duplicate says that the events had been there before: that is another mistake than losing what was new.
    if (answer.kind === "duplicate") {
      attempt.violation(
        "duplicate-unfounded",
        `event '${lost}' was told to be a duplicate but is not in the log`,
        place,
      );
    } else {
      attempt.violation("acknowledged-lost", `event '${lost}' was acknowledged but is not in the log`, place);
    }
    return;
  }
  const events = ids.flatMap((_, index) => eventAt(log, answer.firstVersion + index) ?? []);
  if (!standsWhereTold(ids, events, answer)) {
    const message = `the events were told to be at versions ${answer.firstVersion} to ${answer.lastVersion}, but they are not`;
    attempt.violation("acknowledged-elsewhere", message, { version: answer.firstVersion });
  } else if (!sameContents(told, events)) {
    const message = `the events at versions ${answer.firstVersion} to ${answer.lastVersion} are not what was handed over`;
    attempt.violation("acknowledged-changed", message, { version: answer.firstVersion });
  } else if (answer.kind !== "duplicate") {
    if (checkOnce(attempt, ids[0] ?? "", answer)) checkKind(attempt, answer);
  }
}

function standsWhereTold(
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

/** Only one attempt can have written the events; the others found a duplicate. */
function checkOnce(
  { told, sharing, violation }: Attempt,
  eventId: string,
  { firstVersion }: AppendResult,
): boolean {
  const wrote = ({ answer }: ToldAppend): boolean => answer.kind === "appended" || answer.kind === "merged";
  if (sharing(eventId).find(wrote) === told) return true;
  const message = `event '${eventId}' was told to be written by more than one attempt`;
  violation("acknowledged-twice", message, { version: firstVersion });
  return false;
}

/** `merged` if the expected version was out of date, and only then; and never over what a decision has not seen. */
function checkKind(
  { told, reached, violation }: Attempt,
  { kind, firstVersion, mergedOver }: AppendResult,
): void {
  const { expectedVersion, decisionVersion } = told;
  const base = firstVersion - 1;
  const behind = typeof expectedVersion === "number" ? Math.max(0, base - expectedVersion) : 0;
  const place = { version: firstVersion };
  if (kind !== (behind > 0 ? "merged" : "appended") || mergedOver !== behind) {
    const message = `the append was told to be ${kind} over ${mergedOver} events, but its author had not seen ${behind}`;
    violation("acknowledged-kind", message, place);
  } else if (decisionVersion !== undefined && decisionVersion !== base) {
    const message = `a decision made at version ${decisionVersion} was written at version ${base}`;
    violation("acknowledged-kind", message, place);
  } else if (base < reached) {
    const message = `the append was written at version ${base}, but version ${reached} had been told before it began`;
    violation("answer-out-of-date", message, place);
  }
}
