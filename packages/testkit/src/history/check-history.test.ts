import type { RecordedEvent } from "@truce/core";
import { conflictRulesFrom } from "@truce/core/rules";
import { describe, expect, test } from "vitest";
import { appendInLog, cleanEvents, cleanHistory, rules } from "../../tests/clean-history.ts";
import { checkHistory, type HistoryToCheck } from "./check-history.ts";
import { MAX_REPORTED_VIOLATIONS } from "./findings.ts";
import type { Violation, ViolationKind } from "./violation.ts";

test("a clean log has no violation, and everything in it is counted", async () => {
  const report = await checkHistory(cleanHistory);
  expect(report).toEqual({
    counts: {
      events: 7,
      streams: 2,
      appends: 5,
      mergedAppends: 1,
      notJudgeable: 0,
      pairsJudged: 4,
      ruleSets: 1,
      observations: 0,
      refusedPairs: 0,
    },
    violationCount: 0,
    violations: [],
  });
});

test("a log can be read from asynchronous iterables, and stream by stream", async () => {
  async function* one<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
    yield* items;
  }
  const byStream = cleanEvents.toSorted((left, right) => right.streamId.localeCompare(left.streamId));
  const report = await checkHistory({ events: one(byStream), ruleSets: one([rules]) });
  expect(report).toEqual(await checkHistory(cleanHistory));
});

test("a merge that rests on a free predicate is counted as not judgeable", async () => {
  const events = alter(alter(cleanEvents, 6, {}), 6, { type: "Asked", expected: 0 });
  const { counts, violations } = await checkHistory({ events, ruleSets: [rules] });
  expect(violations).toEqual([]);
  expect(counts.notJudgeable).toBe(1);
});

test("a report lists a limited number of violations and counts all of them", async () => {
  const events = Array.from({ length: MAX_REPORTED_VIOLATIONS + 5 }, (_, index) => ({
    ...appendInLog(`x${index}-`, {
      streamId: `s-${index}`,
      firstVersion: 1,
      firstPosition: index,
      expectedVersion: "streamExists",
      events: [["Noted", null]],
    })[0],
  })) as RecordedEvent[];
  const report = await checkHistory({ events, ruleSets: [rules] });
  expect(report.violationCount).toBe(MAX_REPORTED_VIOLATIONS + 5);
  expect(report.violations).toHaveLength(MAX_REPORTED_VIOLATIONS);
});

interface Doctored {
  readonly history: HistoryToCheck;
  readonly streamId: string | null;
  readonly version: number | null;
  readonly committedVersion?: number;
}

const other = conflictRulesFrom([{ incoming: { type: "Noted" }, conflictsWith: [{ type: "Noted" }] }]);

/** For every violation that the log alone shows: a log that has this violation and no other. */
const doctored: Readonly<Partial<Record<ViolationKind, Doctored>>> = {
  "rule-set-fingerprint-mismatch": {
    history: {
      events: cleanEvents,
      ruleSets: [rules, { ...other, fingerprint: `sha256:${"0".repeat(64)}` }],
    },
    streamId: null,
    version: null,
  },
  "rule-set-unreadable": {
    history: {
      events: cleanEvents,
      ruleSets: [rules, { fingerprint: "sha256:1", canonicalJson: '{"barriers":[],"rules":[],"version":2}' }],
    },
    streamId: null,
    version: null,
  },
  "rule-set-repeated": {
    history: { events: cleanEvents, ruleSets: [rules, other, rules] },
    streamId: null,
    version: null,
  },
  "rule-set-unknown": {
    history: { events: cleanEvents, ruleSets: [other] },
    streamId: "client-1",
    version: 1,
  },
  "version-gap": {
    history: ofEvents(
      cleanEvents.filter(({ id }) => id !== "e1"),
      alter(cleanEvents, 6, { version: 7 }).slice(6),
    ),
    streamId: "client-1",
    version: 7,
  },
  "version-repeated": {
    history: ofEvents(cleanEvents, alter(cleanEvents, 6, { version: 5, position: 11 }).slice(6)),
    streamId: "client-1",
    version: 5,
  },
  "position-reused": {
    history: ofEvents(alter(cleanEvents, 3, { position: 3 })),
    streamId: "client-2",
    version: 1,
  },
  "position-not-increasing": {
    history: ofEvents(
      alter(cleanEvents, 6, { position: 5 }).toSorted((one, two) => one.position - two.position),
    ),
    streamId: "client-1",
    version: 6,
  },
  "event-id-repeated": {
    history: ofEvents(alter(cleanEvents, 6, { id: "b2" })),
    streamId: "client-1",
    version: 6,
    committedVersion: 3,
  },
  "append-not-whole": {
    history: ofEvents(alter(cleanEvents, 6, { append: { id: "e", index: 0, count: 2 } })),
    streamId: "client-1",
    version: 6,
  },
  "append-repeated": {
    history: ofEvents(alter(cleanEvents, 6, { append: { id: "a", index: 0, count: 1 } })),
    streamId: "client-1",
    version: 6,
  },
  "expected-version-too-high": {
    history: ofEvents(alter(cleanEvents, 6, { expected: 6 })),
    streamId: "client-1",
    version: 6,
  },
  "stream-existed": {
    history: ofEvents(alter(cleanEvents, 6, { expected: "noStream" })),
    streamId: "client-1",
    version: 6,
  },
  "stream-missing": {
    history: ofEvents(alter(cleanEvents, 3, { expected: "streamExists" })),
    streamId: "client-2",
    version: 1,
  },
  "merged-without-rules": {
    history: ofEvents(alter(cleanEvents, 6, { expected: 4, rules: null })),
    streamId: "client-1",
    version: 6,
  },
  "merged-conflict": {
    history: ofEvents(alter(cleanEvents, 6, { expected: 0 })),
    streamId: "client-1",
    version: 6,
    committedVersion: 1,
  },
};

describe("a doctored log has its violation and no other", () => {
  test.each(Object.entries(doctored))(
    "%s",
    async (kind, { history, streamId, version, committedVersion = null }) => {
      const { violations, violationCount } = await checkHistory(history);
      const message = expect.stringMatching(/^[a-z']/) as unknown as string;
      const violation: Violation = {
        kind: kind as ViolationKind,
        message,
        streamId,
        version,
        committedVersion,
        observation: null,
      };
      expect(violations).toEqual([violation]);
      expect(violationCount).toBe(1);
    },
  );
});

describe("the checker also finds", () => {
  const kindsIn = async (events: readonly RecordedEvent[]): Promise<readonly ViolationKind[]> =>
    (await checkHistory({ events, ruleSets: [rules] })).violations.map(({ kind }) => kind);

  test("appends that interleave", async () => {
    const [b1, b2] = cleanEvents.filter(({ provenance }) => provenance.append.id === "b");
    const d1 = cleanEvents.find(({ provenance }) => provenance.append.id === "d");
    if (!b1 || !b2 || !d1) throw new RangeError("the clean log has changed");
    const between = {
      ...d1,
      version: 3,
      provenance: { ...d1.provenance, append: { id: "d", index: 0, count: 1 } },
    };
    const log = [cleanEvents[0] ?? b1, b1, { ...between, position: 3 }, { ...b2, version: 4, position: 4 }];
    expect(await kindsIn(log)).toEqual(["append-not-whole"]);
  });

  test("events of one append with different expected versions", async () => {
    expect(await kindsIn(alter(cleanEvents, 5, { expected: 2 }))).toEqual(["append-not-whole"]);
  });

  test("a conflict on equal fields, and in doubt on a missing one", async () => {
    expect(await kindsIn(alter(cleanEvents, 5, { data: { id: "x" } }))).toEqual(["merged-conflict"]);
    expect(await kindsIn(alter(cleanEvents, 5, { data: {} }))).toEqual(["merged-conflict"]);
    expect(await kindsIn(alter(cleanEvents, 2, { data: { id: null } }))).toEqual(["merged-conflict"]);
  });

  test("an unregistered type that was merged", async () => {
    expect(await kindsIn(alter(cleanEvents, 5, { type: "Unheard" }))).toEqual(["merged-conflict"]);
  });
});

function ofEvents(...parts: readonly (readonly RecordedEvent[])[]): HistoryToCheck {
  return { events: parts.flat(), ruleSets: [rules] };
}

type Alteration = Partial<Pick<RecordedEvent, "id" | "type" | "data" | "version" | "position">> & {
  readonly expected?: RecordedEvent["provenance"]["expectedVersion"];
  readonly append?: RecordedEvent["provenance"]["append"];
  readonly rules?: string | null;
};

/** The log with one event altered. */
function alter(
  events: readonly RecordedEvent[],
  index: number,
  alteration: Alteration,
): readonly RecordedEvent[] {
  const { expected, append, rules: fingerprint, ...fields } = alteration;
  return events.map((event, place) => {
    if (place !== index) return event;
    const { provenance } = event;
    return {
      ...event,
      ...fields,
      provenance: {
        expectedVersion: expected ?? provenance.expectedVersion,
        append: append ?? provenance.append,
        rules: fingerprint === undefined ? provenance.rules : fingerprint,
      },
    };
  });
}
