/** Step 1 of an append: is it one that is already in the stream? */

import type { JsonValue } from "@truce/core";
import {
  jsonEquals,
  type AppendedOutcome,
  type AppendRequest,
  type IdReusedOutcome,
  type NewEvent,
} from "@truce/core/adapter";

import type { StoredEvent, StoredStream } from "./stored-event.ts";

/**
 * `duplicate` where all events are in the stream already, side by side, in this order and with this content.
 * `id-reused` where only some are, or order or content differs. Undefined where no id is in the stream.
 */
export function findRepetition(
  stream: StoredStream,
  { events }: AppendRequest,
): AppendedOutcome | IdReusedOutcome | undefined {
  const known = events.find(({ id }) => stream.versions.has(id));
  if (known === undefined) return undefined;

  const firstVersion = stream.versions.get(known.id) as number;
  const committed = stream.events.slice(firstVersion - 1, firstVersion - 1 + events.length);
  // Where `known` is not the first event, the ids differ already at the first.
  const isSame = events.every((event, index) => isSameEvent(event, committed[index]));
  if (!isSame) return { kind: "id-reused", eventId: known.id, version: firstVersion };

  const last = committed.at(-1) as StoredEvent;
  return { kind: "duplicate", firstVersion, lastVersion: last.version, position: last.position };
}

function isSameEvent(incoming: NewEvent, committed: StoredEvent | undefined): boolean {
  return (
    committed !== undefined &&
    incoming.id === committed.id &&
    incoming.type === committed.type &&
    isSameJson(incoming.data, committed.data) &&
    isSameJson(incoming.metadata, committed.metadata)
  );
}

/** The same JSON can be written in several ways: the order of keys says nothing. */
function isSameJson(left: string, right: string): boolean {
  return left === right || jsonEquals(JSON.parse(left) as JsonValue, JSON.parse(right) as JsonValue);
}
