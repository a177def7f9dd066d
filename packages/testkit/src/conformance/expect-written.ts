/** What a store must hold after an append was written: what it held before, the new events, and nothing else. */

import type { JsonValue, RecordedEvent } from "@truce/core";
import type { AppendedOutcome, AppendRequest, NewEvent } from "@truce/core/adapter";
import { jsonEquals } from "@truce/core/adapter";
import { expect } from "vitest";

import type { Contents } from "./contents.ts";

/** Compares the store before and after an append with the append's request and outcome. */
export function expectWritten(
  request: AppendRequest,
  outcome: AppendedOutcome,
  before: Contents,
  after: Contents,
): void {
  const kept = after.events.slice(0, before.events.length);
  const written = after.events.slice(before.events.length);
  expect(kept, "an append does not change what the store held before").toEqual(before.events);

  const version = before.events.filter(({ streamId }) => streamId === request.streamId).length;
  expect(written, "all events of an append are recorded").toEqual(
    request.events.map((event, index) => recorded(request, event, index, version)),
  );
  written.forEach((event, index) => expectSameJson(event, request.events[index] as NewEvent));
  expectIncreasing([...before.events.slice(-1), ...written].map(({ position }) => position));

  expect(outcome).toEqual({
    kind: isBehind(request, version) ? "merged" : "appended",
    firstVersion: version + 1,
    lastVersion: version + request.events.length,
    position: written.at(-1)?.position,
  });
  expectRuleSet(request, before, after);
}

/** Compares the recorded payload and metadata with the JSON texts that were appended. */
export function expectSameJson(recordedEvent: RecordedEvent, written: NewEvent): void {
  const isSame =
    jsonEquals(recordedEvent.data, JSON.parse(written.data) as JsonValue) &&
    jsonEquals(recordedEvent.metadata, JSON.parse(written.metadata) as JsonValue);
  expect(isSame, "payload and metadata are read back as the same JSON").toBe(true);
}

/** Positions must be non-negative integers, each higher than the one before it. */
export function expectIncreasing(positions: readonly number[]): void {
  expect(positions.every((position) => Number.isSafeInteger(position) && position >= 0)).toBe(true);
  expect(
    [...new Set(positions)].toSorted((left, right) => left - right),
    "positions increase",
  ).toEqual(positions);
}

function recorded(request: AppendRequest, event: NewEvent, index: number, version: number): unknown {
  const { streamId, expectedVersion, appendId, rules, events } = request;
  return {
    id: event.id,
    streamId,
    version: version + index + 1,
    position: expect.any(Number) as unknown,
    type: event.type,
    data: JSON.parse(event.data) as JsonValue,
    metadata: JSON.parse(event.metadata) as JsonValue,
    recordedAt: expect.any(Date) as unknown,
    provenance: {
      expectedVersion,
      append: { id: appendId, index, count: events.length },
      rules: rules?.fingerprint ?? null,
    },
  };
}

function isBehind({ expectedVersion }: AppendRequest, version: number): boolean {
  return typeof expectedVersion === "number" && expectedVersion < version;
}

function expectRuleSet({ rules }: AppendRequest, before: Contents, after: Contents): void {
  const isNew =
    rules !== null && before.ruleSets.every(({ fingerprint }) => fingerprint !== rules.fingerprint);
  expect(after.ruleSets, "each rule set is stored once").toHaveLength(
    before.ruleSets.length + (isNew ? 1 : 0),
  );
  expect(after.ruleSets).toEqual(expect.arrayContaining([...before.ruleSets, ...(isNew ? [rules] : [])]));
}
