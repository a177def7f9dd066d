/** Versions that streams had certainly reached when an attempt began, because streams never shrink. */

import { idsOf, isAcknowledged, type ClientObservation } from "./client-observation.ts";
import { firstAfter, type StreamLog } from "./stream-log.ts";

export interface KnownVersions {
  /** The highest version that any client knew of before the attempt began; 0 if times are not known. */
  before(observation: ClientObservation): number;
}

export function createKnownVersions(
  observations: readonly ClientObservation[],
  streams: ReadonlyMap<string, StreamLog>,
): KnownVersions {
  const knownByStream = new Map<string, { readonly version: number; readonly reached: number }[]>();
  const timed = observations.flatMap((observation) =>
    observation.time ? { observation, ended: observation.time.ended } : [],
  );
  for (const { observation, ended } of timed.toSorted((one, other) => one.ended - other.ended)) {
    const { streamId } = observation;
    const known = knownByStream.get(streamId) ?? [];
    knownByStream.set(streamId, known);
    const reached = Math.max(versionReached(observation, streams.get(streamId)), known.at(-1)?.reached ?? 0);
    // The time takes the place of the version that `firstAfter` compares: both only grow.
    known.push({ version: ended, reached });
  }
  return {
    before({ streamId, time }) {
      const known = knownByStream.get(streamId);
      if (!known || !time) return 0;
      return known[firstAfter(known, time.began) - 1]?.reached ?? 0;
    },
  };
}

/** A version that the stream had reached when the attempt ended. Taken from the log, because the outcome may be wrong. */
function versionReached(observation: ClientObservation, log: StreamLog | undefined): number {
  if (!log) return 0;
  const { outcome } = observation;
  if (isAcknowledged(outcome)) {
    return Math.max(...idsOf(observation).map((id) => log.versionsById.get(id ?? "") ?? 0));
  }
  return "actualVersion" in outcome ? Math.min(outcome.actualVersion, log.version) : 0;
}
