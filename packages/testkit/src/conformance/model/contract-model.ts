/**
 * The contract of `append` as the simplest program that could be right. It has no index and changes no object, and it
 * answers every question by looking at all events. The properties compare adapters with it.
 */

import type { ExpectedVersion, JsonObject, JsonValue, RecordedEvent } from "@truce/core";
import {
  jsonEquals,
  matches,
  MAX_REPORTED_CONFLICTS,
  type AppendRequest,
  type NewEvent,
} from "@truce/core/adapter";

/** A recorded event without the fields that a model cannot predict. */
export type ModelEvent = Omit<RecordedEvent, "position" | "recordedAt">;

/** The outcome that the contract requires, without positions. */
export type ModelOutcome =
  | {
      readonly kind: "appended" | "merged" | "duplicate";
      readonly firstVersion: number;
      readonly lastVersion: number;
    }
  | {
      readonly kind: "conflict";
      readonly actualVersion: number;
      readonly conflicting: readonly ModelEvent[];
      readonly count: number;
    }
  | { readonly kind: "wrong-version"; readonly actualVersion: number }
  | { readonly kind: "id-reused"; readonly eventId: string; readonly version: number };

/** An outcome, and all events of the store after the append. */
export interface ModelStep {
  readonly outcome: ModelOutcome;
  readonly log: readonly ModelEvent[];
}

/** Appends to a store that holds the events of the log. */
export function modelAppend(log: readonly ModelEvent[], request: AppendRequest): ModelStep {
  const stream = log.filter(({ streamId }) => streamId === request.streamId);
  const outcome = repeated(stream, request) ?? refused(stream, request) ?? accepted(stream, request);
  const isWritten = outcome.kind === "appended" || outcome.kind === "merged";
  return { outcome, log: isWritten ? [...log, ...recorded(request, stream.length)] : log };
}

function repeated(stream: readonly ModelEvent[], { events }: AppendRequest): ModelOutcome | undefined {
  const known = events.flatMap((event) => stream.filter(({ id }) => id === event.id)).at(0);
  if (!known) return undefined;
  const isThere = (start: number) =>
    events.every((event, index) =>
      isSame(
        event,
        stream.find(({ version }) => version === start + index),
      ),
    );
  const firstVersion = stream.map(({ version }) => version).find(isThere);
  return firstVersion === undefined
    ? { kind: "id-reused", eventId: known.id, version: known.version }
    : { kind: "duplicate", firstVersion, lastVersion: firstVersion + events.length - 1 };
}

function isSame(event: NewEvent, committed: ModelEvent | undefined): boolean {
  if (committed === undefined) return false;
  const { id, type, data, metadata } = committed;
  const written = {
    id: event.id,
    type: event.type,
    data: parse(event.data),
    metadata: parse(event.metadata),
  };
  return jsonEquals(written, { id, type, data, metadata });
}

function refused(stream: readonly ModelEvent[], request: AppendRequest): ModelOutcome | undefined {
  const { mode, expectedVersion, checkAfter, conflictsWith } = request;
  const actualVersion = stream.length;
  if (mode === "look-up") return { kind: "wrong-version", actualVersion };
  if (isTooFew(actualVersion, expectedVersion)) return { kind: "wrong-version", actualVersion };
  if (isTooFew(actualVersion, checkAfter ?? 0)) return { kind: "wrong-version", actualVersion };
  if (expectedVersion === "noStream" && actualVersion > 0) return { kind: "wrong-version", actualVersion };

  const conflicting = stream
    .filter(({ version }) => checkAfter !== null && version > checkAfter)
    .filter(
      (event) => conflictsWith === "any-event" || conflictsWith.some((matcher) => matches(matcher, event)),
    );
  if (conflicting.length === 0) return undefined;
  return {
    kind: "conflict",
    actualVersion,
    conflicting: conflicting.slice(0, MAX_REPORTED_CONFLICTS),
    count: conflicting.length,
  };
}

function isTooFew(actualVersion: number, expectedVersion: ExpectedVersion): boolean {
  const atLeast = expectedVersion === "streamExists" ? 1 : expectedVersion;
  return typeof atLeast === "number" && actualVersion < atLeast;
}

function accepted(stream: readonly ModelEvent[], { events, expectedVersion }: AppendRequest): ModelOutcome {
  const isStale = typeof expectedVersion === "number" && expectedVersion !== stream.length;
  return {
    kind: isStale ? "merged" : "appended",
    firstVersion: stream.length + 1,
    lastVersion: stream.length + events.length,
  };
}

function recorded(request: AppendRequest, version: number): readonly ModelEvent[] {
  const { streamId, events, expectedVersion, appendId, rules } = request;
  return events.map(({ id, type, data, metadata }, index) => ({
    id,
    streamId,
    version: version + 1 + index,
    type,
    data: parse(data),
    metadata: parse(metadata) as JsonObject,
    provenance: {
      expectedVersion,
      append: { id: appendId, index, count: events.length },
      rules: rules === null ? null : rules.fingerprint,
    },
  }));
}

function parse(json: string): JsonValue {
  return JSON.parse(json) as JsonValue;
}
