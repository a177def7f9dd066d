/** Step 3 of an append: does an event after `checkAfter` conflict? */

import type { RecordedEvent } from "@truce/core";
import {
  matches,
  MAX_REPORTED_CONFLICTS,
  type AppendRequest,
  type ConflictOutcome,
} from "@truce/core/adapter";

import { recordedEvent, type StoredEvent, type StoredStream } from "./stored-event.ts";

/** `conflict` if at least one event after `checkAfter` conflicts, otherwise undefined. */
export function findConflict(
  stream: StoredStream,
  { checkAfter, conflictsWith }: AppendRequest,
): ConflictOutcome | undefined {
  if (checkAfter === null) return undefined;
  // An append that conflicts with nothing costs the same however many events it has not seen.
  if (conflictsWith.length === 0) return undefined;

  const conflicting: RecordedEvent[] = [];
  let count = 0;
  for (let version = checkAfter + 1; version <= stream.events.length; version++) {
    const committed = stream.events[version - 1] as StoredEvent;
    if (!conflicts(committed, conflictsWith)) continue;
    count++;
    if (count <= MAX_REPORTED_CONFLICTS) conflicting.push(recordedEvent(committed));
  }
  if (count === 0) return undefined;
  return { kind: "conflict", actualVersion: stream.events.length, conflicting, count };
}

function conflicts({ type, payload }: StoredEvent, conflictsWith: AppendRequest["conflictsWith"]): boolean {
  if (conflictsWith === "any-event") return true;
  return conflictsWith.some((matcher) => matches(matcher, { type, data: payload }));
}
