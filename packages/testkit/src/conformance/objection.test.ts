/** What the suite says of concurrent appends rests on this judge: it must object to wrong outcomes, and only to those. */

import type { RecordedEvent } from "@truce/core";
import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";
import { describe, expect, test } from "vitest";

import { objectionTo } from "./objection.ts";
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

describe("an outcome that the log bears out", () => {
  test.for<readonly [string, AppendRequest, AppendOutcome]>([
    ["merged over what does not conflict", appendC, merged],
    ["merged over what it had seen", { ...appendC, conflictsWith: [ofType("A")] }, merged],
    ["duplicate", request([b, c]), { kind: "duplicate", firstVersion: 2, lastVersion: 3, position: 3 }],
    ["conflict", appendC, conflict],
    ["wrong version", request([c], { expectedVersion: 4 }), { kind: "wrong-version", actualVersion: 3 }],
    [
      "wrong version for what was judged",
      request([c], { checkAfter: 4 }),
      { kind: "wrong-version", actualVersion: 3 },
    ],
    ["id reused", request([b, a]), { kind: "id-reused", eventId: "b", version: 2 }],
  ])("meets no objection: %s", ([, append, outcome]) => {
    expect(objectionTo(append, outcome, stream)).toBeUndefined();
  });
});

describe("an outcome that the log belies", () => {
  test.for<readonly [string, AppendRequest, AppendOutcome]>([
    ["a conflict was merged", { ...appendC, conflictsWith: [ofType("B")] }, merged],
    ["a conflict was merged: 'any-event'", { ...appendC, conflictsWith: "any-event" }, merged],
    [
      "what was acknowledged is not there",
      request([event("D")], { expectedVersion: 0, conflictsWith: [] }),
      merged,
    ],
    ["it is there, but elsewhere", appendC, { ...merged, firstVersion: 2 }],
    ["not a duplicate", request([a, c]), { kind: "duplicate", firstVersion: 1, lastVersion: 2, position: 2 }],
    [
      "refused without a conflict",
      { ...appendC, conflictsWith: [ofType("X")] },
      { ...conflict, conflicting: [] },
    ],
    ["refused for what it had seen", appendC, { ...conflict, conflicting: [first, third] }],
    ["refused for what does not conflict", appendC, { ...conflict, conflicting: [second, third] }],
    ["a conflict is not reported", { ...appendC, conflictsWith: "any-event" }, conflict],
    ["the version fits", request([c], { expectedVersion: 3 }), { kind: "wrong-version", actualVersion: 3 }],
    ["the id is elsewhere", request([b, a]), { kind: "id-reused", eventId: "b", version: 3 }],
  ])("meets an objection: %s", ([, append, outcome]) => {
    expect(objectionTo(append, outcome, stream)).toEqual(expect.any(String));
  });
});
