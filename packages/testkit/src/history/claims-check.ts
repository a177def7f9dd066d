/** Whether what the log says of an append's claims is what somebody claimed, and whether somebody handed it over. */

import type { Findings } from "./findings.ts";
import type { StreamLog } from "./stream-log.ts";
import { mayHaveWritten, type ToldAppend } from "./told-append.ts";

/**
 * @param attempts - The attempts for the stream, by event id.
 * @param complete - Whether nobody else has written to the log.
 */
export function checkClaims(
  log: StreamLog,
  attempts: ReadonlyMap<string, readonly ToldAppend[]> | undefined,
  complete: boolean,
  findings: Findings,
): void {
  const { streamId } = log;
  for (const { id, version, provenance } of log.events) {
    const sharing = attempts?.get(id) ?? [];
    if (sharing.length === 0) {
      if (!complete) continue;
      const message = `event '${id}' in stream '${streamId}' was handed over by nobody`;
      findings.violation("event-of-nobody", message, { streamId, version });
      continue;
    }
    const writers = sharing.filter(({ answer }) => mayHaveWritten(answer));
    const claimed = ({ expectedVersion, rules }: ToldAppend): boolean =>
      expectedVersion === provenance.expectedVersion && (rules?.fingerprint ?? null) === provenance.rules;
    if (writers.length === 0 || writers.some(claimed)) continue;
    const message =
      `event '${id}' in stream '${streamId}' is recorded with expected version ${provenance.expectedVersion} and rules ` +
      `'${provenance.rules}', which nobody claimed for it`;
    findings.violation("claim-changed", message, { streamId, version });
  }
}
