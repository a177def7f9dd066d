import type { AppendResult, ConflictRefusal } from "@truce/core";
import { describe, expect, test } from "vitest";
import { cleanEvents, cleanTold, committedOf, rules, unnamedPair } from "../../tests/clean-history.ts";
import { checkHistory, type HistoryToCheck } from "./check-history.ts";
import type { ToldAppend } from "./told-append.ts";
import type { ViolationKind } from "./violation.ts";

/** Places in the clean history, by what the attempt was. */
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
  told: cleanTold,
  toldIsComplete: true,
};

test("a clean history has no violation, and every attempt is counted", async () => {
  const { violations, counts } = await checkHistory(clean);
  expect(violations).toEqual([]);
  expect(counts).toMatchObject({ toldAppends: cleanTold.length, refusedPairs: 1 });
});

test("rules by which every append was refused need not be stored, but those behind an append must be", async () => {
  const [opened, ...rest] = cleanEvents;
  if (!opened) throw new RangeError("the clean log is empty");
  const withoutRules = { ...opened, provenance: { ...opened.provenance, rules: null } };
  const refused: ToldAppend = {
    streamId: "client-1",
    events: [{ id: "f1", type: "Opened", data: {} }],
    expectedVersion: 0,
    rules,
    answer: {
      ...(cleanTold[CONFLICT]?.answer as ConflictRefusal),
      expectedVersion: 0,
      actualVersion: 1,
      conflicts: [unnamedPair("Opened", {}, withoutRules)],
    },
  };
  const report = await checkHistory({ events: [withoutRules], ruleSets: [], told: [refused] });
  expect(report).toMatchObject({ violations: [], counts: { refusedPairs: 1 } });
  const { violations } = await checkHistory({ events: [opened, ...rest], ruleSets: [], told: cleanTold });
  expect(violations).toMatchObject([{ kind: "rule-set-unknown" }]);
});

type Doctored = readonly [kind: ViolationKind, what: string, history: HistoryToCheck, told: number | null];

const lost = { ...clean, events: cleanEvents.filter(({ id }) => id !== "e1") };

/** For every violation that takes what clients were told: a history that has it, and nothing else wrong. */
const doctored: readonly Doctored[] = [
  [
    "acknowledged-lost",
    "the acknowledged event is not in the log",
    { ...lost, told: cleanTold.filter((_, index) => index <= APPENDED_E) },
    APPENDED_E,
  ],
  [
    "acknowledged-changed",
    "its payload is another",
    withEvent("e1", { data: { changed: true } }),
    APPENDED_E,
  ],
  ["acknowledged-changed", "its metadata is another", withEvent("e1", { metadata: { by: "x" } }), APPENDED_E],
  [
    "acknowledged-elsewhere",
    "it is at another version than told",
    answered(APPENDED_B, { firstVersion: 3, lastVersion: 4 }),
    APPENDED_B,
  ],
  [
    "acknowledged-elsewhere",
    "it is at another position than told",
    answered(APPENDED_B, { position: 2 }),
    APPENDED_B,
  ],
  [
    "acknowledged-elsewhere",
    "the duplicate was elsewhere",
    answered(DUPLICATE_B, { firstVersion: 1 }),
    DUPLICATE_B,
  ],
  [
    "acknowledged-twice",
    "the duplicate was told to be new",
    answered(DUPLICATE_B, { kind: "appended" }),
    DUPLICATE_B,
  ],
  ["acknowledged-kind", "merged was told to be appended", answered(MERGED_D, { kind: "appended" }), MERGED_D],
  [
    "acknowledged-kind",
    "appended was told to be merged",
    answered(APPENDED_E, { kind: "merged" }),
    APPENDED_E,
  ],
  ["acknowledged-kind", "merged over fewer than told", answered(MERGED_D, { mergedOver: 3 }), MERGED_D],
  ["acknowledged-kind", "a decision was merged", changed(MERGED_D, { decisionVersion: 2 }), MERGED_D],
  [
    "duplicate-unfounded",
    "the duplicate is not in the log",
    changed(FAILED, { answer: acknowledgement(APPENDED_B, { kind: "duplicate" }) }),
    FAILED,
  ],
  ["claim-changed", "another version was claimed", changed(APPENDED_E, { expectedVersion: "any" }), null],
  ["event-of-nobody", "nobody handed it over", { ...clean, told: without(UNKNOWN_C) }, null],
  ["refused-but-written", "it was refused", changed(UNKNOWN_C, { answer: { kind: "failed" } }), UNKNOWN_C],
  ["refusal-unfounded", "the version fitted", changed(WRONG_VERSION, { expectedVersion: 6 }), WRONG_VERSION],
  [
    "refusal-unfounded",
    "any version would have done",
    changed(WRONG_VERSION, { expectedVersion: "any" }),
    WRONG_VERSION,
  ],
  [
    "refusal-unfounded",
    "the stream never was at that version",
    changed(WRONG_VERSION, {
      answer: { kind: "wrong-version", streamId: "client-1", expectedVersion: 9, actualVersion: 7 },
    }),
    WRONG_VERSION,
  ],
  [
    "refusal-unfounded",
    "the stream was where it was decided",
    changed(STALE_DECISION, {
      answer: { kind: "stale-decision", streamId: "client-1", decisionVersion: 6, actualVersion: 6 },
    }),
    STALE_DECISION,
  ],
  [
    "refusal-unfounded",
    "the id is not at that version",
    changed(ID_REUSED, { answer: { kind: "id-reused", streamId: "client-1", eventId: "b1", version: 3 } }),
    ID_REUSED,
  ],
  [
    "conflict-unfounded",
    "nothing conflicts with 'any'",
    changed(CONFLICT, { expectedVersion: "any" }),
    CONFLICT,
  ],
  [
    "conflict-unfounded",
    "the pair does not conflict",
    refusedWith({
      conflicts: [unnamedPair("Opened", {}, committedOf(6)), unnamedPair("Opened", {}, committedOf(4))],
      count: 2,
    }),
    CONFLICT,
  ],
  [
    "conflict-unfounded",
    "the pair is not after the expected version",
    refusedWith({
      conflicts: [unnamedPair("Opened", {}, committedOf(6)), unnamedPair("Opened", {}, committedOf(1))],
      count: 2,
    }),
    CONFLICT,
  ],
  [
    "conflict-unfounded",
    "the committed event is another in the log",
    refusedWith({ conflicts: [unnamedPair("Opened", {}, { ...committedOf(6), id: "other" })] }),
    CONFLICT,
  ],
  [
    "conflict-unfounded",
    "the incoming event is another than was handed over",
    refusedWith({ conflicts: [unnamedPair("Opened", { other: true }, committedOf(6))] }),
    CONFLICT,
  ],
  ["conflict-not-named", "another pair conflicts too", changed(CONFLICT, { expectedVersion: 0 }), CONFLICT],
  ["conflict-not-named", "it counts more than it names", refusedWith({ count: 2 }), CONFLICT],
  ["conflict-not-named", "it is not cut short, as it says", refusedWith({ truncated: true }), CONFLICT],
  [
    "conflict-not-named",
    "it is cut short, and leaves out what comes before its end",
    refusedWith({ truncated: true, count: 3 }, { expectedVersion: 0 }),
    CONFLICT,
  ],
  [
    "duplicate-refused",
    "the same events were already there",
    changed(WRONG_VERSION, { events: cleanTold[APPENDED_B]?.events ?? [] }),
    WRONG_VERSION,
  ],
  [
    "duplicate-refused",
    "it was taken for a reused id",
    changed(ID_REUSED, { events: cleanTold[APPENDED_B]?.events ?? [] }),
    ID_REUSED,
  ],
  [
    "id-reuse-missed",
    "the id was there with another content",
    changed(WRONG_VERSION, { events: [{ id: "b1", type: "Opened", data: {} }] }),
    WRONG_VERSION,
  ],
  [
    "answer-out-of-date",
    "a refusal speaks of an earlier stream than others had been told of",
    changed(WRONG_VERSION, {
      answer: { kind: "wrong-version", streamId: "client-1", expectedVersion: 9, actualVersion: 5 },
    }),
    WRONG_VERSION,
  ],
  [
    "answer-out-of-date",
    "an append was written below what had been told before",
    changed(APPENDED_B, { time: { began: 65, ended: 66 } }),
    APPENDED_B,
  ],
];

describe("a doctored history yields its violation and no other", () => {
  test.each(doctored)("%s: %s", async (kind, _, history, told) => {
    const { violations } = await checkHistory(history);
    expect(violations).toMatchObject([{ kind, told }]);
  });
});

function changed(index: number, change: Partial<ToldAppend>): HistoryToCheck {
  return {
    ...clean,
    told: cleanTold.map((told, place) => (place === index ? { ...told, ...change } : told)),
  };
}

function without(index: number): readonly ToldAppend[] {
  return cleanTold.filter((_, place) => place !== index);
}

function acknowledgement(index: number, change: Partial<AppendResult>): AppendResult {
  return { ...(cleanTold[index]?.answer as AppendResult), ...change };
}

function answered(index: number, change: Partial<AppendResult>): HistoryToCheck {
  return changed(index, { answer: acknowledgement(index, change) });
}

function refusedWith(change: Partial<ConflictRefusal>, told: Partial<ToldAppend> = {}): HistoryToCheck {
  const answer = { ...(cleanTold[CONFLICT]?.answer as ConflictRefusal), ...change };
  return changed(CONFLICT, { ...told, answer });
}

function withEvent(
  id: string,
  change: { readonly data?: object; readonly metadata?: object },
): HistoryToCheck {
  const events = cleanEvents.map((event) =>
    event.id === id ? ({ ...event, ...change } as typeof event) : event,
  );
  return { ...clean, events, told: without(CONFLICT) };
}
