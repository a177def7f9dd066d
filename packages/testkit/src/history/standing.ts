/** How the events of an attempt stand in a stream: not there, there as they were handed over, or there otherwise. */

import type { RecordedEvent } from "@truce/core";
import { sameJson } from "./same-json.ts";
import { eventAt, type StreamLog } from "./stream-log.ts";
import { idsOf, type ToldAppend } from "./told-append.ts";

/**
 * - `absent`: none of the ids is in the stream.
 * - `whole`: all of them are, side by side, in order, with the content that was handed over.
 * - `otherwise`: some are, or in another order, or with another content.
 */
export type Standing =
  | { readonly kind: "absent" }
  | { readonly kind: "whole"; readonly events: readonly RecordedEvent[] }
  | { readonly kind: "otherwise" };

/** @param upTo - Only the stream as it was at this version counts. */
export function standingOf(told: ToldAppend, log: StreamLog, upTo = Infinity): Standing {
  const versions = idsOf(told).map((id) => {
    const version = id === undefined ? undefined : log.versionsById.get(id);
    return version !== undefined && version <= upTo ? version : undefined;
  });
  if (versions.every((version) => version === undefined)) return { kind: "absent" };
  const first = versions[0] ?? NaN;
  if (!versions.every((version, index) => version === first + index)) return { kind: "otherwise" };
  const events = versions.flatMap((version) => eventAt(log, version ?? NaN) ?? []);
  return sameContents(told, events) ? { kind: "whole", events } : { kind: "otherwise" };
}

/** Whether the recorded events say what was handed over. */
export function sameContents({ events: handedOver }: ToldAppend, events: readonly RecordedEvent[]): boolean {
  return (
    handedOver.length === events.length &&
    handedOver.every(({ type, data, metadata = {} }, index) => {
      const event = events[index];
      return event?.type === type && sameJson(data, event.data) && sameJson(metadata, event.metadata);
    })
  );
}
