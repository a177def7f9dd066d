/** Input checking: whatever passes here, every adapter can store and hand back unchanged. */

import { v7 as uuidv7 } from "uuid";

import type { NewEvent } from "../adapter/storage-adapter.ts";
import type { ExpectedVersion } from "../events/expected-version.ts";
import { InvalidInputError } from "../errors/invalid-input-error.ts";
import { isJsonObject, type JsonValue } from "../events/json.ts";
import { nameProblem, utf8Length } from "../events/names.ts";
import type { MatchableEvent } from "../rules/matcher.ts";
import type { Limits } from "./limits.ts";
import { toJson } from "./to-json.ts";

/** An event that passed: as text for the adapter, and as a value for the rules. */
export interface CheckedEvent {
  readonly written: NewEvent;
  readonly judged: MatchableEvent;
}

const EVENT_KEYS: ReadonlySet<string> = new Set(["type", "data", "metadata", "id"]);

/**
 * Checks the events of an append, and makes the ids that are missing.
 *
 * @throws InvalidInputError for the first thing that is wrong, with its place.
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
  // Array.from visits the holes of a sparse array too.
  const checked = Array.from(events, (event, index) => checkEvent(event, `events[${index}]`, limits));
  checkIdsDiffer(checked);
  return checked;
}

/** @throws InvalidInputError where it is no name. */
export function checkName(name: unknown, path: string): asserts name is string {
  const problem = nameProblem(name);
  if (problem !== undefined) throw new InvalidInputError(path, problem);
}

/** @throws InvalidInputError where it is no version: a safe integer from 0 up. */
export function checkVersion(version: unknown, path: string): asserts version is number {
  if (typeof version !== "number") {
    throw new InvalidInputError(path, `must be a number, not ${describeType(version)}`);
  }
  if (!Number.isSafeInteger(version))
    throw new InvalidInputError(path, `must be a safe integer, not ${version}`);
  if (version < 0) throw new InvalidInputError(path, `must not be negative, but is ${version}`);
}

/** @throws InvalidInputError where it is neither a version nor one of the three words. */
export function checkExpectedVersion(
  expectedVersion: unknown,
  path: string,
): asserts expectedVersion is ExpectedVersion {
  if (typeof expectedVersion === "string") {
    if (["any", "noStream", "streamExists"].includes(expectedVersion)) return;
    throw new InvalidInputError(
      path,
      `must be a version (a number), 'any', 'noStream' or 'streamExists', not '${expectedVersion}'`,
    );
  }
  checkVersion(expectedVersion, path);
}

function checkEvent(event: unknown, path: string, limits: Limits): CheckedEvent {
  if (typeof event !== "object" || event === null) {
    throw new InvalidInputError(path, `must be an event { type, data }, not ${describeType(event)}`);
  }
  const { type, data, metadata, id } = event as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(event)) {
    if (!EVENT_KEYS.has(key)) {
      throw new InvalidInputError(
        `${path}.${key}`,
        "is no part of an event, and would be lost: move it into data or metadata",
      );
    }
  }
  checkName(type, `${path}.type`);
  if (id !== undefined) checkName(id, `${path}.id`);
  const payload = toJson(data, `${path}.data`);
  const written = {
    id: id ?? uuidv7(),
    type,
    data: JSON.stringify(payload),
    metadata: metadata === undefined ? "{}" : JSON.stringify(checkMetadata(metadata, `${path}.metadata`)),
  };
  const bytes = utf8Length(written.data) + utf8Length(written.metadata);
  if (bytes > limits.maxEventBytes) {
    throw new InvalidInputError(
      path,
      `has ${bytes} bytes of JSON, more than the limit of ${limits.maxEventBytes}`,
    );
  }
  return { written, judged: { type, data: payload } };
}

function checkMetadata(metadata: unknown, path: string): JsonValue {
  const json = toJson(metadata, path);
  if (!isJsonObject(json)) throw new InvalidInputError(path, "must be an object");
  return json;
}

function checkIdsDiffer(events: readonly CheckedEvent[]): void {
  const seen = new Map<string, number>();
  events.forEach(({ written: { id } }, index) => {
    const first = seen.get(id);
    if (first !== undefined) {
      throw new InvalidInputError(`events[${index}].id`, `is the same as events[${first}].id, '${id}'`);
    }
    seen.set(id, index);
  });
}

function describeType(value: unknown): string {
  return value === null ? "null" : typeof value;
}
