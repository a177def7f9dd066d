/** What was known for certain about a stream when an attempt began: streams never shrink. */

import { firstAfter, type StreamLog } from "./stream-log.ts";
import { idsOf, isAcknowledged, type ToldAppend } from "./told-append.ts";

/** Versions that streams had reached, by time. */
export interface Knowledge {
  /** The highest version that anybody had been told of before the attempt began; 0 where times are not known. */
  reachedBefore(told: ToldAppend): number;
}

export function createKnowledge(
  told: readonly ToldAppend[],
  streams: ReadonlyMap<string, StreamLog>,
): Knowledge {
  const answers = new Map<string, { readonly version: number; readonly reached: number }[]>();
  const timed = told.flatMap((append) => (append.time ? { append, ended: append.time.ended } : []));
  for (const { append, ended } of timed.toSorted((one, other) => one.ended - other.ended)) {
    const { streamId } = append;
    const known = answers.get(streamId) ?? [];
    answers.set(streamId, known);
    const reached = Math.max(versionReached(append, streams.get(streamId)), known.at(-1)?.reached ?? 0);
    // The time stands where `firstAfter` looks for a version: both only grow.
    known.push({ version: ended, reached });
  }
  return {
    reachedBefore({ streamId, time }) {
      const known = answers.get(streamId);
      if (!known || !time) return 0;
      return known[firstAfter(known, time.began) - 1]?.reached ?? 0;
    },
  };
}

/** A version that the stream had reached when the attempt was answered, by the log: an answer may be wrong. */
function versionReached(told: ToldAppend, log: StreamLog | undefined): number {
  if (!log) return 0;
  const { answer } = told;
  if (isAcknowledged(answer)) {
    return Math.max(...idsOf(told).map((id) => log.versionsById.get(id ?? "") ?? 0));
  }
  return "actualVersion" in answer ? Math.min(answer.actualVersion, log.version) : 0;
}
