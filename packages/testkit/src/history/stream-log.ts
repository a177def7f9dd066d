/** What the check keeps of one stream. */

import type { RecordedEvent } from "@truce/core";
import type { InterpretedEvent } from "./interpreter.ts";

interface CommittedEvent extends InterpretedEvent {
  readonly version: number;
}

/** An append whose events are being read. */
export interface AppendUnderway {
  /** Its first event. */
  readonly first: RecordedEvent;
  /** How many of its events have been read. */
  seen: number;
  /** The version that the stream had before it. */
  readonly base: number;
  /** The events that its author had not seen: indexes into `committed`, `to` excluded. */
  readonly window: { readonly from: number; readonly to: number };
}

export interface StreamLog {
  readonly streamId: string;
  /** The version of the last event that was taken. */
  version: number;
  /** The position of that event. */
  position: number;
  /** By version. If the stream has no gaps, the event of version `v` is at `v - 1`. */
  readonly committed: CommittedEvent[];
  /** The whole events by version, if there are observations to compare them with. Otherwise empty. */
  readonly events: RecordedEvent[];
  readonly versionsById: Map<string, number>;
  /** Events that wait for those of lower versions, by version. */
  readonly early: Map<number, RecordedEvent>;
  append: AppendUnderway | null;
}

export function createStreamLog(streamId: string): StreamLog {
  return {
    streamId,
    version: 0,
    position: -Infinity,
    committed: [],
    events: [],
    versionsById: new Map(),
    early: new Map(),
    append: null,
  };
}

/** The index of the first event above a version, in a list sorted by version. */
export function firstAfter(events: readonly { readonly version: number }[], version: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.version ?? Infinity) > version) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The event at a version; undefined if the log has none. */
export function eventAt({ events }: StreamLog, version: number): RecordedEvent | undefined {
  const event = events[firstAfter(events, version - 1)];
  return event?.version === version ? event : undefined;
}
