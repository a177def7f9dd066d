/** Reads stored events as today's events. */

import { hasCode } from "../errors/truce-error.ts";
import type { RecordedEvent } from "../events/event.ts";
import { isJsonObject, type JsonValue } from "../events/json.ts";
import { toJson } from "../input/to-json.ts";
import { fieldText } from "../rules/condition-text.ts";
import { scalarAt, type FieldPath } from "../rules/matcher.ts";
import { UnreadableEventError } from "./unreadable-event-error.ts";
import type { Upcasters, UpcastStep } from "./upcasters.ts";

/**
 * The events that a stored event is read as, in their order: usually itself. They share its id, version and position.
 *
 * @param upcasters - Null if every event is read as it is.
 * @throws UnreadableEventError (code `unreadable-event`) if an upcaster throws, or returns what it must not.
 */
export function upcast(upcasters: Upcasters | null, stored: RecordedEvent): readonly RecordedEvent[] {
  return upcasters?.storedTypes.has(stored.type) ? follow(upcasters, stored, stored) : [stored];
}

/** @param event - The stored event, or what it has become so far. */
function follow(upcasters: Upcasters, stored: RecordedEvent, event: RecordedEvent): readonly RecordedEvent[] {
  const storedType = upcasters.storedTypes.get(event.type);
  if (!storedType) return [event];
  const { step, outcomes } = storedType;
  if (step) return takeStep(step, stored, event).flatMap((next) => follow(upcasters, stored, next));
  return [...outcomes.keys()].map((type) => ({ ...event, type }));
}

function takeStep(
  { upcast: write, becomes }: UpcastStep,
  stored: RecordedEvent,
  event: RecordedEvent,
): readonly RecordedEvent[] {
  const unreadable: Unreadable = (problem, cause) =>
    new UnreadableEventError(stored, `the upcaster of '${event.type}' ${problem}`, { cause });
  let returned: unknown;
  try {
    returned = write(event);
  } catch (cause) {
    throw unreadable("threw an error", cause);
  }
  const list: readonly unknown[] = Array.isArray(returned) ? returned : [returned];
  return Array.from({ length: list.length }, (_, index) => {
    const next = nextEvent(list[index], event, unreadable);
    const fields = becomes.get(next.type);
    if (!fields) throw unreadable(`returned '${next.type}', which is not in its 'becomes'`);
    checkFields(fields, event.data, next, unreadable);
    return next;
  });
}

type Unreadable = (problem: string, cause?: unknown) => UnreadableEventError;

function nextEvent(returned: unknown, event: RecordedEvent, unreadable: Unreadable): RecordedEvent {
  if (typeof returned !== "object" || returned === null) {
    throw unreadable(
      `returned ${returned === null ? "null" : typeof returned}, not an event; to drop events return []`,
    );
  }
  const { type, data, metadata } = returned as Readonly<Record<string, unknown>>;
  if (typeof type !== "string")
    throw unreadable("did not return an event { type, data } (is it asynchronous?)");
  const next = { ...event, type, data: json(data, "data", unreadable) };
  if (metadata === undefined || metadata === event.metadata) return next;
  const own = json(metadata, "metadata", unreadable);
  if (!isJsonObject(own)) throw unreadable("returned metadata that is not an object");
  return { ...next, metadata: own };
}

/** A copy: the payload of an event that is read is plain JSON, whoever made it. */
function json(value: unknown, what: string, unreadable: Unreadable): JsonValue {
  try {
    return toJson(value, what);
  } catch (cause) {
    if (!hasCode(cause)) throw cause;
    throw unreadable(`returned an event whose ${cause.message}`, cause);
  }
}

/**
 * The rules compare a field where it was stored. If its value had changed, they would merge over events that conflict today.
 * A stored value that cannot be compared is in doubt, so it may become anything.
 */
function checkFields(
  fields: ReadonlyMap<string, FieldPath>,
  data: JsonValue,
  next: RecordedEvent,
  unreadable: Unreadable,
): void {
  for (const [key, place] of fields) {
    const path = JSON.parse(key) as FieldPath;
    const before = scalarAt(data, place);
    if (before === undefined || before === scalarAt(next.data, path)) continue;
    throw unreadable(
      `changed the value of '${fieldText(path)}', but its 'fields' say that it is the stored '${fieldText(place)}': ` +
        "leave the field out of 'fields'",
    );
  }
}
