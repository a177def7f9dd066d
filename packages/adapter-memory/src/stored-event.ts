/**
 * What is kept of an event: one flat row, as a table of a database would have it.
 *
 * Payload and metadata are kept as text and parsed anew for every reader, so that nobody holds a part of the store.
 */

import type { ExpectedVersion, JsonObject, JsonValue, RecordedEvent } from "@truce/core";
import type { AppendRequest, NewEvent } from "@truce/core/adapter";

/** One row. Nothing in it is ever changed, and nothing but scalars leaves it. */
export interface StoredEvent extends NewEvent {
  readonly streamId: string;
  readonly version: number;
  readonly position: number;
  /** Milliseconds, because a Date could be changed. */
  readonly recordedAt: number;
  readonly expectedVersion: ExpectedVersion;
  readonly appendId: string;
  readonly appendIndex: number;
  readonly appendCount: number;
  /** Fingerprint of the rule set. */
  readonly rules: string | null;
  /** The payload once more, parsed for matchers to look into. */
  readonly payload: JsonValue;
}

/** A stream: its rows, with version `n` at index `n - 1`, and for each event id its version. */
export interface StoredStream {
  readonly events: StoredEvent[];
  readonly versions: Map<string, number>;
}

/** A stream that nothing has been written to. */
export function emptyStream(): StoredStream {
  return { events: [], versions: new Map() };
}

/** The rows of an append: at the versions after `version` and the positions after `position`. */
export function storedEvents(
  request: AppendRequest,
  version: number,
  position: number,
  recordedAt: number,
): readonly StoredEvent[] {
  return request.events.map(({ id, type, data, metadata }, index) => ({
    id,
    type,
    data,
    metadata,
    streamId: request.streamId,
    version: version + index + 1,
    position: position + index + 1,
    recordedAt,
    expectedVersion: request.expectedVersion,
    appendId: request.appendId,
    appendIndex: index,
    appendCount: request.events.length,
    rules: request.rules?.fingerprint ?? null,
    payload: JSON.parse(data) as JsonValue,
  }));
}

/** A row as the event that a reader gets: made for this reader, from the bottom up. */
export function recordedEvent(stored: StoredEvent): RecordedEvent {
  return {
    id: stored.id,
    streamId: stored.streamId,
    version: stored.version,
    position: stored.position,
    type: stored.type,
    data: JSON.parse(stored.data) as JsonValue,
    metadata: JSON.parse(stored.metadata) as JsonObject,
    recordedAt: new Date(stored.recordedAt),
    provenance: {
      expectedVersion: stored.expectedVersion,
      append: { id: stored.appendId, index: stored.appendIndex, count: stored.appendCount },
      rules: stored.rules,
    },
  };
}
