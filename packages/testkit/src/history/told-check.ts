/** What clients were told, held against the log that has been read. */

import { checkAcknowledged } from "./acknowledged-check.ts";
import { checkClaims } from "./claims-check.ts";
import type { Findings, ViolationPlace } from "./findings.ts";
import { createKnowledge } from "./knowledge.ts";
import { checkRefused } from "./refused-check.ts";
import type { RuleBook } from "./rule-book.ts";
import { createStreamLog, type StreamLog } from "./stream-log.ts";
import { idsOf, isAcknowledged, type ToldAppend } from "./told-append.ts";
import type { ViolationKind } from "./violation.ts";

/** One attempt, and what is needed to check it. */
export interface Attempt {
  readonly told: ToldAppend;
  /** The stream as it is in the log, empty where it is not there. */
  readonly log: StreamLog;
  /** The attempts for the same stream that handed over an event of this id, this attempt included. */
  readonly sharing: (eventId: string) => readonly ToldAppend[];
  /** A version that the stream had reached for certain when the attempt began. */
  readonly reached: number;
  readonly violation: (kind: ViolationKind, message: string, place?: ViolationPlace) => void;
}

/** @param complete - Whether nobody else has written to the log. */
export function checkTold(
  told: readonly ToldAppend[],
  complete: boolean,
  streams: ReadonlyMap<string, StreamLog>,
  rules: RuleBook,
  findings: Findings,
): void {
  const byEvent = indexByEvent(told);
  const knowledge = createKnowledge(told, streams);
  told.forEach((append, index) => {
    findings.counts.toldAppends++;
    const { streamId } = append;
    const attempt: Attempt = {
      told: append,
      log: streams.get(streamId) ?? createStreamLog(streamId),
      sharing: (eventId) => byEvent.get(streamId)?.get(eventId) ?? [],
      reached: knowledge.reachedBefore(append),
      violation: (kind, message, place) =>
        findings.violation(kind, message, { streamId, told: index, ...place }),
    };
    if (isAcknowledged(append.answer)) checkAcknowledged(attempt, append.answer);
    else checkRefused(attempt, rules, findings);
  });
  for (const log of streams.values()) checkClaims(log, byEvent.get(log.streamId), complete, findings);
}

/** The attempts by stream and event id. */
function indexByEvent(
  told: readonly ToldAppend[],
): ReadonlyMap<string, ReadonlyMap<string, readonly ToldAppend[]>> {
  const streams = new Map<string, Map<string, ToldAppend[]>>();
  for (const append of told) {
    const stream = streams.get(append.streamId) ?? new Map<string, ToldAppend[]>();
    streams.set(append.streamId, stream);
    for (const id of idsOf(append)) {
      if (id === undefined) continue;
      const attempts = stream.get(id);
      if (attempts) attempts.push(append);
      else stream.set(id, [append]);
    }
  }
  return streams;
}
