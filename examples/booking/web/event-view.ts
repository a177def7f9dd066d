/** An event as the page gets it. */

import type { RecordedEvent } from "@truce/core";
import type { RoomEvent } from "../domain/room-event.ts";

export type EventView = RoomEvent & {
  readonly id: string;
  readonly streamId: string;
  readonly version: number;
  /** How many events its author had not seen when it was appended. */
  readonly mergedOver: number;
};

export function viewOf(event: RecordedEvent<RoomEvent>): EventView {
  const { id, streamId, version, type, data, provenance } = event;
  // The store records with each event which version its author had seen.
  const { expectedVersion, append } = provenance;
  const versionBefore = version - append.index - 1;
  const mergedOver = typeof expectedVersion === "number" ? versionBefore - expectedVersion : 0;
  return { id, streamId, version, type, data, mergedOver } as EventView;
}
