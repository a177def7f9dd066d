/** Checks that each event was sent by a client, and that its provenance is what that client claimed. */

import { mayHaveWritten, type ClientObservation } from "./client-observation.ts";
import type { Findings } from "./findings.ts";
import type { StreamLog } from "./stream-log.ts";

/**
 * @param observations - The observations for the stream, by event id.
 * @param complete - Whether the log has no events but those of the observed attempts.
 */
export function checkProvenance(
  log: StreamLog,
  observations: ReadonlyMap<string, readonly ClientObservation[]> | undefined,
  complete: boolean,
  findings: Findings,
): void {
  const { streamId } = log;
  for (const { id, version, provenance } of log.events) {
    const sharing = observations?.get(id) ?? [];
    if (sharing.length === 0) {
      if (!complete) continue;
      const message = `no client sent event '${id}' in stream '${streamId}'`;
      findings.violation("event-not-sent", message, { streamId, version });
      continue;
    }
    const writers = sharing.filter(({ outcome }) => mayHaveWritten(outcome));
    const claimed = ({ expectedVersion, rules }: ClientObservation): boolean =>
      expectedVersion === provenance.expectedVersion && (rules?.fingerprint ?? null) === provenance.rules;
    if (writers.length === 0 || writers.some(claimed)) continue;
    const message =
      `event '${id}' in stream '${streamId}' is recorded with expected version ${provenance.expectedVersion} and rules ` +
      `'${provenance.rules}', but no client sent it with these`;
    findings.violation("provenance-changed", message, { streamId, version });
  }
}
