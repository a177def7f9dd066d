/** A small history without violations. Tests of the history checker change it to introduce one. */

import type { ConflictingPair, ExpectedVersion, JsonValue, RecordedEvent } from "@truce/core";
import { conflictRulesFrom } from "@truce/core/rules";
import type { HistoryToCheck } from "../src/history/check-history.ts";
import type { ClientObservation, ObservedOutcome } from "../src/history/client-observation.ts";

/** `Noted` never conflicts, `Opened` conflicts with itself, `Pinned` with itself on the same `id`. */
export const rules = conflictRulesFrom([
  { incoming: { type: "Noted" }, conflictsWith: [] },
  { incoming: { type: "Opened" }, conflictsWith: [{ type: "Opened" }] },
  {
    incoming: { type: "Pinned" },
    conflictsWith: [{ type: "Pinned" }],
    when: [{ mine: ["id"], operator: "=", theirs: ["id"] }],
  },
  { incoming: { type: "Asked" }, conflictsWith: [{ type: "Opened" }], conflictsWhen: () => false },
]);

interface AppendInLog {
  readonly streamId: string;
  readonly firstVersion: number;
  readonly firstPosition: number;
  readonly expectedVersion: ExpectedVersion;
  readonly events: readonly (readonly [type: string, data: JsonValue])[];
}

/** The events of one append. The ids of append `a` are `a1`, `a2` and so on. */
export function appendInLog(name: string, append: AppendInLog): readonly RecordedEvent[] {
  const { streamId, firstVersion, firstPosition, expectedVersion, events } = append;
  return events.map(([type, data], index) => ({
    type,
    data,
    metadata: {},
    id: `${name}${index + 1}`,
    streamId,
    version: firstVersion + index,
    position: firstPosition + index,
    recordedAt: new Date(0),
    provenance: {
      expectedVersion,
      append: { id: name, index, count: events.length },
      rules: rules.fingerprint,
    },
  }));
}

const OPENED: readonly [string, JsonValue] = ["Opened", {}];
const NOTED: readonly [string, JsonValue] = ["Noted", { text: "lunch" }];

/** The final version of `client-1` is 6, and of `client-2` 1. */
export const cleanEvents: readonly RecordedEvent[] = [
  ...appendInLog("a", {
    streamId: "client-1",
    firstVersion: 1,
    firstPosition: 1,
    expectedVersion: "noStream",
    events: [OPENED],
  }),
  ...appendInLog("b", {
    streamId: "client-1",
    firstVersion: 2,
    firstPosition: 2,
    expectedVersion: 1,
    events: [NOTED, ["Pinned", { id: "x" }]],
  }),
  ...appendInLog("c", {
    streamId: "client-2",
    firstVersion: 1,
    firstPosition: 7,
    expectedVersion: "any",
    events: [NOTED],
  }),
  ...appendInLog("d", {
    streamId: "client-1",
    firstVersion: 4,
    firstPosition: 8,
    expectedVersion: 1,
    events: [NOTED, ["Pinned", { id: "y" }]],
  }),
  ...appendInLog("e", {
    streamId: "client-1",
    firstVersion: 6,
    firstPosition: 10,
    expectedVersion: "streamExists",
    events: [OPENED],
  }),
];

/** What the clients observed: of the appends of {@link cleanEvents}, and of attempts that wrote nothing. */
export const cleanObservations: readonly ClientObservation[] = [
  observed("a", { kind: "appended", firstVersion: 1, lastVersion: 1, position: 1 }, 1),
  observed("b", { kind: "appended", firstVersion: 2, lastVersion: 3, position: 3 }, 2),
  observed("b", { kind: "duplicate", firstVersion: 2, lastVersion: 3, position: 3 }, 3),
  {
    ...observed("c", { kind: "appended", firstVersion: 1, lastVersion: 1, position: 7 }, 4),
    outcome: { kind: "unknown" },
  },
  observed("d", { kind: "merged", firstVersion: 4, lastVersion: 5, position: 9, mergedOver: 2 }, 5),
  observed("e", { kind: "appended", firstVersion: 6, lastVersion: 6, position: 10 }, 6),
  refused("f", "Opened", {}, 3, 7, (at) => ({
    kind: "conflict",
    streamId: "client-1",
    expectedVersion: 3,
    actualVersion: 6,
    conflicts: [firstRulePair("Opened", {}, at(6))],
    count: 1,
    truncated: false,
  })),
  refused("g", "Noted", {}, 9, 8, () => ({
    kind: "wrong-version",
    streamId: "client-1",
    expectedVersion: 9,
    actualVersion: 6,
  })),
  refused("b", "Noted", {}, 6, 9, () => ({
    kind: "id-reused",
    streamId: "client-1",
    eventId: "b1",
    version: 2,
  })),
  {
    ...refused("h", "Noted", {}, 5, 10, () => ({
      kind: "stale-decision",
      streamId: "client-1",
      decisionVersion: 5,
      actualVersion: 6,
    })),
    decisionVersion: 5,
  },
  refused("i", "Noted", {}, 6, 11, () => ({ kind: "failed" })),
  refused("j", "Noted", {}, 6, 12, () => ({ kind: "unknown" })),
];

/** The log alone, as input for the checker. */
export const cleanHistory: HistoryToCheck & { readonly events: readonly RecordedEvent[] } = {
  events: cleanEvents,
  ruleSets: [rules],
};

/** The pair as the store reports it under the first rule of the incoming type. */
export function firstRulePair(type: string, data: JsonValue, committed: RecordedEvent): ConflictingPair {
  const rule = rules.rules.find(({ incoming }) => "type" in incoming && incoming.type === type);
  const incoming = { index: 0, type, data };
  return rule
    ? { reason: "rule", incoming, committed, rule }
    : { reason: "unregistered", incoming, committed, registeredIn: [] };
}

/** The event of `client-1` at a version. */
export function committedOf(version: number): RecordedEvent {
  const event = cleanEvents.find(
    (candidate) => candidate.streamId === "client-1" && candidate.version === version,
  );
  if (!event) throw new RangeError(`no version ${version}`);
  return event;
}

interface Acknowledgement {
  readonly kind: "appended" | "merged" | "duplicate";
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly position: number;
  readonly mergedOver?: number;
}

function observed(append: string, acknowledgement: Acknowledgement, time: number): ClientObservation {
  const events = cleanEvents.filter(({ provenance }) => provenance.append.id === append);
  const [first] = events;
  if (!first) throw new RangeError(`no append ${append}`);
  const { streamId, provenance } = first;
  return {
    streamId,
    events: events.map(({ id, type, data }) => ({ id, type, data })),
    expectedVersion: provenance.expectedVersion,
    rules,
    outcome: {
      streamId,
      mergedOver: 0,
      eventIds: events.map(({ id }) => id),
      checked: null,
      ...acknowledgement,
    },
    time: { began: 10 * time, ended: 10 * time + 1 },
  };
}

function refused(
  name: string,
  type: string,
  data: JsonValue,
  expectedVersion: ExpectedVersion,
  time: number,
  outcome: (at: (version: number) => RecordedEvent) => ObservedOutcome,
): ClientObservation {
  return {
    streamId: "client-1",
    events: [{ id: `${name}1`, type, data }],
    expectedVersion,
    rules,
    outcome: outcome(committedOf),
    time: { began: 10 * time, ended: 10 * time + 1 },
  };
}
