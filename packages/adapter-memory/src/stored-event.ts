/**
 * How an event is stored: as one flat row, like in a database table.
 *
 * Payload and metadata are stored as text and parsed again for every reader, so that no reader gets a part of the store.
 */

import type { ExpectedVersion, JsonObject, JsonValue, RecordedEvent } from "@truce/core";
import type { AppendRequest, NewEvent } from "@truce/core/adapter";

/** One row. It never changes, and readers get only scalars from it. */
export interface StoredEvent extends NewEvent {
  readonly streamId: string;
  readonly version: number;
  readonly position: number;
  /** In milliseconds, because a Date can be changed. */
  readonly recordedAt: number;
  readonly expectedVersion: ExpectedVersion;
  readonly appendId: string;
  readonly appendIndex: number;
  readonly appendCount: number;
  /** The fingerprint of the rule set. */
  readonly rules: string | null;
  /** The parsed payload, for matchers. */
  readonly payload: JsonValue;
}

/** A stream: its rows, with version `n` at index `n - 1`, and the version of each event id. */
export interface StoredStream {
  readonly events: StoredEvent[];
  readonly versions: Map<string, number>;
}

/** A stream without events. */
export function emptyStream(): StoredStream {
  return { events: [], versions: new Map() };
}

/** The rows of an append, at the versions after `version` and the positions after `position`. */
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

/** A new recorded event for a reader. It shares no object with the row. */
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
