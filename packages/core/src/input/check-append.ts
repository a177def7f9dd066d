/** Checks the events of an append: every adapter can store a valid event and return it unchanged. */

import type { NewEvent } from "../adapter/storage-adapter.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { isJsonObject, type JsonValue } from "../events/json.ts";
import { utf8Length } from "../events/names.ts";
import type { MatchableEvent } from "../rules/matcher.ts";
import { checkName, describeType } from "./check-values.ts";
import type { Limits } from "./limits.ts";
import { newId } from "./new-id.ts";
import { keyText, toJson } from "./to-json.ts";

/** A valid event. */
export interface CheckedEvent {
  /** For the adapter, which writes it. */
  readonly record: NewEvent;
  /** For the rules, which judge it. */
  readonly matchable: MatchableEvent;
}

const EVENT_KEYS: ReadonlySet<string> = new Set(["type", "data", "metadata", "id"]);

/**
 * Checks the events of an append, and makes the ids that are left out.
 *
 * @throws InvalidInputError for the first problem, with its place.
 */
export function checkEvents(events: unknown, limits: Limits): readonly CheckedEvent[] {
  if (!Array.isArray(events)) throw new InvalidInputError("events", "must be an array");
  if (events.length === 0) throw new InvalidInputError("events", "is empty: there is nothing to append");
  if (events.length > limits.maxEvents) {
    throw new InvalidInputError(
      "events",
      `has ${events.length} events, more than the limit of ${limits.maxEvents}`,
    );
  }
  // By index: an array can have an iterator of its own, and a hole must be reported as a missing event.
  const list: readonly unknown[] = events;
  const checked = Array.from({ length: list.length }, (_, index) =>
    checkEvent(list[index], `events[${index}]`, limits),
  );
  checkIdsDiffer(checked);
  checkSize(checked, limits);
  return checked;
}

function checkEvent(event: unknown, path: string, limits: Limits): CheckedEvent {
  if (typeof event !== "object" || event === null) {
    throw new InvalidInputError(path, `must be an event { type, data }, not ${describeType(event)}`);
  }
  const { type, data, metadata, id } = event as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(event)) {
    if (!EVENT_KEYS.has(key)) {
      throw new InvalidInputError(
        `${path}${keyText(key)}`,
        "is not a field of an event and would be dropped: move it into data or metadata",
      );
    }
  }
  checkName(type, `${path}.type`);
  if (id !== undefined) checkName(id, `${path}.id`);
  if (data === undefined)
    throw new InvalidInputError(`${path}.data`, "is missing: if there is no data, use null");
  const payload = toJson(data, `${path}.data`, limits.maxEventBytes);
  const record = {
    id: id ?? newId(),
    type,
    data: JSON.stringify(payload),
    metadata:
      metadata === undefined ? "{}" : JSON.stringify(checkMetadata(metadata, `${path}.metadata`, limits)),
  };
  const bytes = sizeOf(record);
  if (bytes > limits.maxEventBytes) {
    throw new InvalidInputError(
      path,
      `has ${bytes} bytes of JSON, more than the limit of ${limits.maxEventBytes}`,
    );
  }
  return { record, matchable: { type, data: payload } };
}

function checkMetadata(metadata: unknown, path: string, { maxEventBytes }: Limits): JsonValue {
  const json = toJson(metadata, path, maxEventBytes);
  if (!isJsonObject(json)) throw new InvalidInputError(path, "must be an object");
  return json;
}

function sizeOf({ data, metadata }: NewEvent): number {
  return utf8Length(data) + utf8Length(metadata);
}

function checkSize(events: readonly CheckedEvent[], { maxAppendBytes }: Limits): void {
  const bytes = events.reduce((sum, { record }) => sum + sizeOf(record), 0);
  if (bytes > maxAppendBytes) {
    throw new InvalidInputError(
      "events",
      `have ${bytes} bytes of JSON, more than the limit of ${maxAppendBytes}`,
    );
  }
}

function checkIdsDiffer(events: readonly CheckedEvent[]): void {
  const seen = new Map<string, number>();
  events.forEach(({ record: { id } }, index) => {
    const first = seen.get(id);
    if (first !== undefined) {
      throw new InvalidInputError(`events[${index}].id`, `is the same as events[${first}].id, '${id}'`);
    }
    seen.set(id, index);
  });
}
