/** Compares the events that a client sent with the events of the stream. */

import type { RecordedEvent } from "@truce/core";
import { idsOf, type ClientObservation } from "./client-observation.ts";
import { sameJson } from "./same-json.ts";
import { eventAt, type StreamLog } from "./stream-log.ts";

/**
 * - `absent`: none of the ids is in the stream.
 * - `same`: all of them are, at consecutive versions, in order, with the content that was sent.
 * - `different`: some are, or in another order, or with other content.
 */
export type StreamMatch =
  | { readonly kind: "absent" }
  | { readonly kind: "same"; readonly events: readonly RecordedEvent[] }
  | { readonly kind: "different" };

/** @param upTo - Looks at the stream as it was at this version. */
export function matchInStream(observation: ClientObservation, log: StreamLog, upTo = Infinity): StreamMatch {
  const versions = idsOf(observation).map((id) => {
    const version = id === undefined ? undefined : log.versionsById.get(id);
    return version !== undefined && version <= upTo ? version : undefined;
  });
  if (versions.every((version) => version === undefined)) return { kind: "absent" };
  const first = versions[0] ?? NaN;
  if (!versions.every((version, index) => version === first + index)) return { kind: "different" };
  const events = versions.flatMap((version) => eventAt(log, version ?? NaN) ?? []);
  return sameContents(observation, events) ? { kind: "same", events } : { kind: "different" };
}

/** Whether the recorded events have the content that was sent. */
export function sameContents(
  { events: sent }: ClientObservation,
  recorded: readonly RecordedEvent[],
): boolean {
  return (
    sent.length === recorded.length &&
    sent.every(({ type, data, metadata = {} }, index) => {
      const event = recorded[index];
      return event?.type === type && sameJson(data, event.data) && sameJson(metadata, event.metadata);
    })
  );
}
