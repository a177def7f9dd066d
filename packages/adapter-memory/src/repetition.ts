/** Step 1 of an append: is the same append already in the stream? */

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
 * `duplicate` if all events are already in the stream, next to each other, in this order and with this content.
 * `id-reused` if only some of them are, or if the order or the content differs. Undefined if no id is in the stream.
 */
export function findRepetition(
  stream: StoredStream,
  { events }: AppendRequest,
): AppendedOutcome | IdReusedOutcome | undefined {
  const known = events.find(({ id }) => stream.versions.has(id));
  if (known === undefined) return undefined;

  const firstVersion = stream.versions.get(known.id) as number;
  const committed = stream.events.slice(firstVersion - 1, firstVersion - 1 + events.length);
  // If `known` is not the first event of the append, the first ids differ.
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

/** The same JSON can be written in several ways, because the order of keys does not matter. */
function isSameJson(left: string, right: string): boolean {
  return left === right || jsonEquals(JSON.parse(left) as JsonValue, JSON.parse(right) as JsonValue);
}
