/** The concurrency tests of the suite rely on this check, so it must find every wrong outcome and accept every right one. */

import type { RecordedEvent } from "@truce/core";
import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";
import { describe, expect, test } from "vitest";

import { mismatchOf } from "./mismatch.ts";
import { event, ofType, request } from "./requests.ts";

const [a, b, c] = [event("A", {}, { id: "a" }), event("B", {}, { id: "b" }), event("C", {}, { id: "c" })];
const stream = [a, b, c].map(({ id, type }, index): RecordedEvent => ({
  id,
  type,
  streamId: "client-42",
  version: index + 1,
  position: index + 1,
  data: {},
  metadata: {},
  recordedAt: new Date(0),
  provenance: { expectedVersion: "any", append: { id, index: 0, count: 1 }, rules: null },
}));
const [first, second, third] = stream as [RecordedEvent, RecordedEvent, RecordedEvent];

const appendC = request([c], { expectedVersion: 1, conflictsWith: [ofType("A"), ofType("C")] });
const merged = { kind: "merged", firstVersion: 3, lastVersion: 3, position: 3 } as const;
const conflict = { kind: "conflict", actualVersion: 3, conflicting: [third], count: 1 } as const;

describe("an outcome that matches the stream", () => {
  test.for<readonly [string, AppendRequest, AppendOutcome]>([
    ["merged over events that do not conflict", appendC, merged],
    ["merged over events that it had seen", { ...appendC, conflictsWith: [ofType("A")] }, merged],
    ["duplicate", request([b, c]), { kind: "duplicate", firstVersion: 2, lastVersion: 3, position: 3 }],
    ["conflict", appendC, conflict],
    ["wrong version", request([c], { expectedVersion: 4 }), { kind: "wrong-version", actualVersion: 3 }],
    [
      "wrong version because of checkAfter",
      request([c], { checkAfter: 4 }),
      { kind: "wrong-version", actualVersion: 3 },
    ],
    ["id reused", request([b, a]), { kind: "id-reused", eventId: "b", version: 2 }],
  ])("is accepted: %s", ([, append, outcome]) => {
    expect(mismatchOf(append, outcome, stream)).toBeUndefined();
  });
});

describe("an outcome that does not match the stream", () => {
  test.for<readonly [string, AppendRequest, AppendOutcome]>([
    ["a conflict was merged", { ...appendC, conflictsWith: [ofType("B")] }, merged],
    ["a conflict was merged: 'any-event'", { ...appendC, conflictsWith: "any-event" }, merged],
    [
      "the acknowledged event is not in the stream",
      request([event("D")], { expectedVersion: 0, conflictsWith: [] }),
      merged,
    ],
    ["the acknowledged event is at another version", appendC, { ...merged, firstVersion: 2 }],
    ["not a duplicate", request([a, c]), { kind: "duplicate", firstVersion: 1, lastVersion: 2, position: 2 }],
    [
      "refused without a conflict",
      { ...appendC, conflictsWith: [ofType("X")] },
      { ...conflict, conflicting: [] },
    ],
    ["refused because of an event that it had seen", appendC, { ...conflict, conflicting: [first, third] }],
    [
      "refused because of an event that does not conflict",
      appendC,
      { ...conflict, conflicting: [second, third] },
    ],
    ["a conflict is not reported", { ...appendC, conflictsWith: "any-event" }, conflict],
    [
      "the expected version fits",
      request([c], { expectedVersion: 3 }),
      { kind: "wrong-version", actualVersion: 3 },
    ],
    ["the id is at another version", request([b, a]), { kind: "id-reused", eventId: "b", version: 3 }],
  ])("is rejected: %s", ([, append, outcome]) => {
    expect(mismatchOf(append, outcome, stream)).toEqual(expect.any(String));
  });
});
