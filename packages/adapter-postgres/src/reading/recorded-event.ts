/** A row as a recorded event. */

import type { JsonObject, JsonValue, RecordedEvent } from "@truce/core";

import { expectedVersionOf } from "../sql/codes.ts";
import type { EventRow } from "../sql/event-columns.ts";

/** A new object for each call, so callers never share one. */
export function recordedEvent(row: EventRow): RecordedEvent {
  return {
    id: row.id,
    streamId: row.stream_id,
    version: Number(row.version),
    position: Number(row.position),
    type: row.type,
    data: JSON.parse(row.data) as JsonValue,
    metadata: JSON.parse(row.metadata) as JsonObject,
    recordedAt: new Date(Math.floor(Number(row.recorded_at) * 1_000)),
    provenance: {
      expectedVersion: expectedVersionOf(Number(row.expected_version)),
      append: { id: row.append_id, index: Number(row.append_index), count: Number(row.append_count) },
      rules: row.rules,
    },
  };
}
