import type { AppendResult, ConflictRefusal } from "@truce/core";
import { describe, expect, test } from "vitest";
import {
  cleanEvents,
  cleanObservations,
  committedOf,
  firstRulePair,
  rules,
} from "../../tests/clean-history.ts";
import { checkHistory, type HistoryToCheck } from "./check-history.ts";
import type { ClientObservation } from "./client-observation.ts";
import type { ViolationKind } from "./violation.ts";

/** Indexes of the observations of the clean history. */
const APPENDED_B = 1;
const DUPLICATE_B = 2;
const UNKNOWN_C = 3;
const MERGED_D = 4;
const APPENDED_E = 5;
const CONFLICT = 6;
const WRONG_VERSION = 7;
const ID_REUSED = 8;
const STALE_DECISION = 9;
const FAILED = 10;

const clean: HistoryToCheck = {
  events: cleanEvents,
  ruleSets: [rules],
  observations: cleanObservations,
  observationsAreComplete: true,
};

test("a clean history has no violation, and every observation is counted", async () => {
  const { violations, counts } = await checkHistory(clean);
  expect(violations).toEqual([]);
  expect(counts).toMatchObject({ observations: cleanObservations.length, refusedPairs: 1 });
});

test("rules need not be stored if every append was refused, but the rules of a written append must be", async () => {
  const [opened, ...rest] = cleanEvents;
  if (!opened) throw new RangeError("the clean log is empty");
  const withoutRules = { ...opened, provenance: { ...opened.provenance, rules: null } };
  const refused: ClientObservation = {
    streamId: "client-1",
    events: [{ id: "f1", type: "Opened", data: {} }],
    expectedVersion: 0,
    rules,
    outcome: {
      ...(cleanObservations[CONFLICT]?.outcome as ConflictRefusal),
      expectedVersion: 0,
      actualVersion: 1,
      conflicts: [firstRulePair("Opened", {}, withoutRules)],
    },
  };
  const report = await checkHistory({ events: [withoutRules], ruleSets: [], observations: [refused] });
  expect(report).toMatchObject({ violations: [], counts: { refusedPairs: 1 } });
  const { violations } = await checkHistory({
    events: [opened, ...rest],
    ruleSets: [],
    observations: cleanObservations,
  });
  expect(violations).toMatchObject([{ kind: "rule-set-unknown" }]);
});

type Doctored = readonly [
  kind: ViolationKind,
  what: string,
  history: HistoryToCheck,
  observation: number | null,
];

const lost = { ...clean, events: cleanEvents.filter(({ id }) => id !== "e1") };

/** For every violation that only observations can show: a history that has this violation and no other. */
const doctored: readonly Doctored[] = [
  [
    "acknowledged-lost",
    "the acknowledged event is not in the log",
    { ...lost, observations: cleanObservations.filter((_, index) => index <= APPENDED_E) },
    APPENDED_E,
  ],
  [
    "acknowledged-changed",
    "its payload is different",
    withEvent("e1", { data: { changed: true } }),
    APPENDED_E,
  ],
  [
    "acknowledged-changed",
    "its metadata is different",
    withEvent("e1", { metadata: { by: "x" } }),
    APPENDED_E,
  ],
  [
    "acknowledged-misplaced",
    "it is not at the acknowledged version",
    acknowledged(APPENDED_B, { firstVersion: 3, lastVersion: 4 }),
    APPENDED_B,
  ],
  [
    "acknowledged-misplaced",
    "it is not at the acknowledged position",
    acknowledged(APPENDED_B, { position: 2 }),
    APPENDED_B,
  ],
  [
    "acknowledged-misplaced",
    "the duplicate is at another version",
    acknowledged(DUPLICATE_B, { firstVersion: 1 }),
    DUPLICATE_B,
  ],
  [
    "acknowledged-twice",
    "the duplicate was reported as appended",
    acknowledged(DUPLICATE_B, { kind: "appended" }),
    DUPLICATE_B,
  ],
  [
    "acknowledged-wrong-kind",
    "a merged append was reported as appended",
    acknowledged(MERGED_D, { kind: "appended" }),
    MERGED_D,
  ],
  [
    "acknowledged-wrong-kind",
    "an up-to-date append was reported as merged",
    acknowledged(APPENDED_E, { kind: "merged" }),
    APPENDED_E,
  ],
  [
    "acknowledged-wrong-kind",
    "it was merged over fewer events than reported",
    acknowledged(MERGED_D, { mergedOver: 3 }),
    MERGED_D,
  ],
  [
    "acknowledged-wrong-kind",
    "an append that was decided on another version was merged",
    changed(MERGED_D, { decisionVersion: 2 }),
    MERGED_D,
  ],
  [
    "duplicate-not-in-log",
    "the duplicate is not in the log",
    changed(FAILED, { outcome: acknowledgement(APPENDED_B, { kind: "duplicate" }) }),
    FAILED,
  ],
  [
    "provenance-changed",
    "the client sent another expected version",
    changed(APPENDED_E, { expectedVersion: "any" }),
    null,
  ],
  ["event-not-sent", "no client sent it", { ...clean, observations: without(UNKNOWN_C) }, null],
  ["refused-but-written", "it was refused", changed(UNKNOWN_C, { outcome: { kind: "failed" } }), UNKNOWN_C],
  [
    "refusal-unjustified",
    "the expected version fits",
    changed(WRONG_VERSION, { expectedVersion: 6 }),
    WRONG_VERSION,
  ],
  [
    "refusal-unjustified",
    "any version was expected",
    changed(WRONG_VERSION, { expectedVersion: "any" }),
    WRONG_VERSION,
  ],
  [
    "refusal-unjustified",
    "the stream was never at that version",
    changed(WRONG_VERSION, {
      outcome: { kind: "wrong-version", streamId: "client-1", expectedVersion: 9, actualVersion: 7 },
    }),
    WRONG_VERSION,
  ],
  [
    "refusal-unjustified",
    "the stream is at the version of the decision",
    changed(STALE_DECISION, {
      outcome: { kind: "stale-decision", streamId: "client-1", decisionVersion: 6, actualVersion: 6 },
    }),
    STALE_DECISION,
  ],
  [
    "refusal-unjustified",
    "the id is not at that version",
    changed(ID_REUSED, { outcome: { kind: "id-reused", streamId: "client-1", eventId: "b1", version: 3 } }),
    ID_REUSED,
  ],
  [
    "conflict-unjustified",
    "nothing conflicts with 'any'",
    changed(CONFLICT, { expectedVersion: "any" }),
    CONFLICT,
  ],
  [
    "conflict-unjustified",
    "the pair does not conflict",
    refusedWith({
      conflicts: [firstRulePair("Opened", {}, committedOf(6)), firstRulePair("Opened", {}, committedOf(4))],
      count: 2,
    }),
    CONFLICT,
  ],
  [
    "conflict-unjustified",
    "the pair is not after the expected version",
    refusedWith({
      conflicts: [firstRulePair("Opened", {}, committedOf(6)), firstRulePair("Opened", {}, committedOf(1))],
      count: 2,
    }),
    CONFLICT,
  ],
  [
    "conflict-unjustified",
    "the log has another committed event",
    refusedWith({ conflicts: [firstRulePair("Opened", {}, { ...committedOf(6), id: "other" })] }),
    CONFLICT,
  ],
  [
    "conflict-unjustified",
    "the client sent another incoming event",
    refusedWith({ conflicts: [firstRulePair("Opened", { other: true }, committedOf(6))] }),
    CONFLICT,
  ],
  [
    "conflict-not-reported",
    "another pair conflicts as well",
    changed(CONFLICT, { expectedVersion: 0 }),
    CONFLICT,
  ],
  ["conflict-not-reported", "it counts more events than it reports", refusedWith({ count: 2 }), CONFLICT],
  [
    "conflict-not-reported",
    "it is complete but says that it is truncated",
    refusedWith({ truncated: true }),
    CONFLICT,
  ],
  [
    "conflict-not-reported",
    "it is truncated and leaves out a pair before its last one",
    refusedWith({ truncated: true, count: 3 }, { expectedVersion: 0 }),
    CONFLICT,
  ],
  [
    "duplicate-refused",
    "the stream already has the same events",
    changed(WRONG_VERSION, { events: cleanObservations[APPENDED_B]?.events ?? [] }),
    WRONG_VERSION,
  ],
  [
    "duplicate-refused",
    "it was reported as a reused id",
    changed(ID_REUSED, { events: cleanObservations[APPENDED_B]?.events ?? [] }),
    ID_REUSED,
  ],
  [
    "id-reuse-missed",
    "the stream has the id with other content",
    changed(WRONG_VERSION, { events: [{ id: "b1", type: "Opened", data: {} }] }),
    WRONG_VERSION,
  ],
  [
    "outcome-out-of-date",
    "a refusal is about an earlier version than clients already knew",
    changed(WRONG_VERSION, {
      outcome: { kind: "wrong-version", streamId: "client-1", expectedVersion: 9, actualVersion: 5 },
    }),
    WRONG_VERSION,
  ],
  [
    "outcome-out-of-date",
    "an append was written below a version that clients already knew",
    changed(APPENDED_B, { time: { began: 65, ended: 66 } }),
    APPENDED_B,
  ],
];

describe("a doctored history has its violation and no other", () => {
  test.each(doctored)("%s: %s", async (kind, _, history, observation) => {
    const { violations } = await checkHistory(history);
    expect(violations).toMatchObject([{ kind, observation }]);
  });
});

function changed(index: number, change: Partial<ClientObservation>): HistoryToCheck {
  return {
    ...clean,
    observations: cleanObservations.map((observation, place) =>
      place === index ? { ...observation, ...change } : observation,
    ),
  };
}

function without(index: number): readonly ClientObservation[] {
  return cleanObservations.filter((_, place) => place !== index);
}

function acknowledgement(index: number, change: Partial<AppendResult>): AppendResult {
  return { ...(cleanObservations[index]?.outcome as AppendResult), ...change };
}

function acknowledged(index: number, change: Partial<AppendResult>): HistoryToCheck {
  return changed(index, { outcome: acknowledgement(index, change) });
}

function refusedWith(
  change: Partial<ConflictRefusal>,
  observed: Partial<ClientObservation> = {},
): HistoryToCheck {
  const outcome = { ...(cleanObservations[CONFLICT]?.outcome as ConflictRefusal), ...change };
  return changed(CONFLICT, { ...observed, outcome });
}

function withEvent(
  id: string,
  change: { readonly data?: object; readonly metadata?: object },
): HistoryToCheck {
  const events = cleanEvents.map((event) =>
    event.id === id ? ({ ...event, ...change } as typeof event) : event,
  );
  return { ...clean, events, observations: without(CONFLICT) };
}
