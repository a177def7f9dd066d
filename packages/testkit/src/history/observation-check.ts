/** Checks what clients observed against the log. */

import { checkAcknowledged } from "./acknowledged-check.ts";
import type { Attempt } from "./attempt.ts";
import { idsOf, isAcknowledged, type ClientObservation } from "./client-observation.ts";
import type { Findings } from "./findings.ts";
import { createKnownVersions } from "./known-versions.ts";
import { checkProvenance } from "./provenance-check.ts";
import { checkRefused } from "./refused-check.ts";
import type { RuleBook } from "./rule-book.ts";
import { createStreamLog, type StreamLog } from "./stream-log.ts";

/** @param complete - Whether the log has no events but those of the observed attempts. */
export function checkObservations(
  observations: readonly ClientObservation[],
  complete: boolean,
  streams: ReadonlyMap<string, StreamLog>,
  rules: RuleBook,
  findings: Findings,
): void {
  const byEvent = indexByEvent(observations);
  const knownVersions = createKnownVersions(observations, streams);
  observations.forEach((observation, index) => {
    findings.counts.observations++;
    const { streamId, outcome } = observation;
    const attempt: Attempt = {
      observation,
      log: streams.get(streamId) ?? createStreamLog(streamId),
      sharing: (eventId) => byEvent.get(streamId)?.get(eventId) ?? [],
      knownVersion: knownVersions.before(observation),
      violation: (kind, message, place) =>
        findings.violation(kind, message, { streamId, observation: index, ...place }),
    };
    if (isAcknowledged(outcome)) checkAcknowledged(attempt, outcome);
    else checkRefused(attempt, rules, findings);
  });
  for (const log of streams.values()) checkProvenance(log, byEvent.get(log.streamId), complete, findings);
}

/** The observations by stream and event id. */
function indexByEvent(
  observations: readonly ClientObservation[],
): ReadonlyMap<string, ReadonlyMap<string, readonly ClientObservation[]>> {
  const streams = new Map<string, Map<string, ClientObservation[]>>();
  for (const observation of observations) {
    const stream = streams.get(observation.streamId) ?? new Map<string, ClientObservation[]>();
    streams.set(observation.streamId, stream);
    for (const id of idsOf(observation)) {
      if (id === undefined) continue;
      const sharing = stream.get(id);
      if (sharing) sharing.push(observation);
      else stream.set(id, [observation]);
    }
  }
  return streams;
}
