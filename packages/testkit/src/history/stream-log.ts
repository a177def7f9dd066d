/** What the check remembers of one stream. */

import type { RecordedEvent } from "@truce/core";
import type { InterpretedEvent } from "./interpreter.ts";

/** A committed event, as much of it as is needed later. */
interface CommittedEvent extends InterpretedEvent {
  readonly version: number;
}

/** An append whose events are coming in. */
export interface AppendUnderway {
  /** Its first event. */
  readonly first: RecordedEvent;
  /** How many of its events have come. */
  seen: number;
  /** The version that the stream had before it. */
  readonly base: number;
  /** What its author had not seen: places in `committed`. */
  readonly window: { readonly from: number; readonly to: number };
}

/** One stream, as far as it has been read. */
export interface StreamLog {
  readonly streamId: string;
  /** Version of the last event that was taken. */
  version: number;
  /** Position of that event. */
  position: number;
  /** By version. Without gaps the event of version `v` is at `v - 1`. */
  readonly committed: CommittedEvent[];
  /** The whole events, where they are to be compared with what clients were told; otherwise empty. */
  readonly events: RecordedEvent[];
  readonly versionsById: Map<string, number>;
  /** Events that came before the ones of the versions below, by version. */
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

/** The first place in a list by version whose event has a version above the given one. */
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

/** The event of a version, or undefined where the log has none. */
export function eventAt({ events }: StreamLog, version: number): RecordedEvent | undefined {
  const event = events[firstAfter(events, version - 1)];
  return event?.version === version ? event : undefined;
}
