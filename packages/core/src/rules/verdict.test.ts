import { describe, expect, it } from "vitest";

import { isTruceError } from "../is-truce-error.ts";
import type { RecordedEvent } from "../events/event.ts";
import type { JsonValue } from "../events/json.ts";
import { conflictRulesFrom } from "./conflict-rules-from.ts";
import type { ConflictRules } from "./conflict-rules.ts";
import { partiallyEvaluate } from "./partial-evaluation.ts";
import { judge } from "./verdict.ts";

function committed(version: number, type: string, data: JsonValue = {}): RecordedEvent {
  return {
    type,
    data,
    id: `e${version}`,
    streamId: "client-42",
    version,
    position: version,
    recordedAt: new Date(0),
    metadata: {},
    provenance: { expectedVersion: version - 1, append: { id: "a", index: 0, count: 1 }, rules: null },
  };
}

function pairs(
  rules: ConflictRules | null,
  incoming: string,
  against: string,
  category = "client",
): readonly string[] {
  const verdict = judge(rules, category, [{ type: incoming, data: {} }], [committed(1, against)]);
  return verdict.kind === "conflict" ? verdict.pairs.map(({ reason }) => reason) : [];
}

describe("the matchers for adapters", () => {
  const on = [{ mine: ["id"], operator: "=" as const, theirs: ["id"] }];
  const rules = conflictRulesFrom([
    { incoming: { type: "Merged" }, conflictsWith: [{ anythingExcept: [] }] },
    { incoming: { type: "Pinned" }, conflictsWith: [{ anythingExcept: [] }], when: on },
  ]);

  it("are 'any-event' if a rule conflicts with anything", () => {
    expect(partiallyEvaluate(rules, "client", [{ type: "Merged", data: {} }]).conflictsWith).toBe(
      "any-event",
    );
    expect(partiallyEvaluate(rules, "client", [{ type: "Pinned", data: {} }]).conflictsWith).toBe(
      "any-event",
    );
  });

  it("are a list with a comparison if a rule for anything has a condition", () => {
    expect(partiallyEvaluate(rules, "client", [{ type: "Pinned", data: { id: "1" } }]).conflictsWith).toEqual(
      [{ anythingExcept: [], where: [{ path: ["id"], operator: "=", value: "1" }] }],
    );
  });
});

describe("the registry of the founding article", () => {
  const rules = conflictRulesFrom([
    {
      incoming: { type: "ClientValueUpgraded" },
      conflictsWith: [{ type: "ClientValueUpgraded" }, { type: "ClientValueDowngraded" }],
    },
    { incoming: { type: "MeetingNoteAdded" }, conflictsWith: [] },
  ]);

  it("allows Harry's note, and refuses a second change of the value", () => {
    expect(pairs(rules, "MeetingNoteAdded", "ClientValueUpgraded")).toEqual([]);
    expect(pairs(rules, "ClientValueUpgraded", "ClientValueUpgraded")).toEqual(["rule"]);
    expect(pairs(rules, "ClientValueUpgraded", "ClientValueDowngraded")).toEqual(["rule"]);
    expect(pairs(rules, "ClientValueUpgraded", "MeetingNoteAdded")).toEqual([]);
  });

  it("has no effect in the other direction: a type without a rule conflicts with everything", () => {
    expect(pairs(rules, "ClientValueDowngraded", "ClientValueUpgraded")).toEqual(["unregistered"]);
    expect(pairs(rules, "ClientValueDowngraded", "MeetingNoteAdded")).toEqual(["unregistered"]);
  });

  it("is strict if a store has no rules at all", () => {
    expect(pairs(null, "MeetingNoteAdded", "ClientValueUpgraded")).toEqual(["unregistered"]);
  });
});

describe("a rule for one category", () => {
  const rules = conflictRulesFrom([
    { incoming: { type: "A" }, conflictsWith: [{ type: "A" }] },
    { incoming: { type: "A" }, conflictsWith: [{ type: "B" }], category: "client", override: true },
    { incoming: { type: "Local" }, conflictsWith: [], category: "client" },
  ]);

  it("applies in that category only, and replaces the rules outside", () => {
    expect(pairs(rules, "A", "A", "client")).toEqual([]);
    expect(pairs(rules, "A", "B", "client")).toEqual(["rule"]);
    expect(pairs(rules, "A", "A", "order")).toEqual(["rule"]);
    expect(pairs(rules, "A", "B", "order")).toEqual([]);
    expect(pairs(rules, "Local", "A", "client")).toEqual([]);
    expect(pairs(rules, "Local", "A", "order")).toEqual(["unregistered"]);
  });
});

describe("a barrier", () => {
  const rules = conflictRulesFrom([
    { incoming: { type: "A" }, conflictsWith: [{ type: "A" }] },
    { incoming: { type: "Note" }, conflictsWith: [] },
    { incoming: { anythingExcept: ["Note"] }, conflictsWith: [{ type: "Archived" }], category: "client" },
  ]);

  it("adds to every type except the excluded ones, in its category, and registers no type", () => {
    expect(pairs(rules, "A", "Archived", "client")).toEqual(["rule"]);
    expect(pairs(rules, "A", "Archived", "order")).toEqual([]);
    expect(pairs(rules, "Note", "Archived", "client")).toEqual([]);
    expect(pairs(rules, "Unknown", "Archived", "client")).toEqual(["unregistered"]);
    expect(pairs(rules, "Unknown", "Other", "client")).toEqual(["unregistered"]);
  });
});

describe("a verdict", () => {
  it("has every pair, by incoming index and then by committed version", () => {
    const rules = conflictRulesFrom([
      { incoming: { type: "A" }, conflictsWith: [{ type: "X" }] },
      { incoming: { type: "B" }, conflictsWith: [{ anythingExcept: [] }] },
    ]);
    const verdict = judge(
      rules,
      "client",
      [
        { type: "A", data: {} },
        { type: "B", data: {} },
      ],
      [committed(4, "X"), committed(5, "Y"), committed(6, "X")],
    );
    const places =
      verdict.kind === "conflict" &&
      verdict.pairs.map((pair) => [pair.incoming.index, pair.committed.version]);
    expect(places).toEqual([
      [0, 4],
      [0, 6],
      [1, 4],
      [1, 5],
      [1, 6],
    ]);
  });

  it("has rules without predicates first, and the type's own rules before barriers", () => {
    const rules = conflictRulesFrom([
      {
        incoming: { type: "A" },
        conflictsWith: [{ type: "X" }],
        conflictsWhen: () => true,
        reason: "predicate",
      },
      { incoming: { anythingExcept: [] }, conflictsWith: [{ type: "X" }], reason: "barrier" },
      { incoming: { type: "A" }, conflictsWith: [{ anythingExcept: [] }], reason: "own" },
    ]);
    const verdict = judge(rules, "client", [{ type: "A", data: {} }], [committed(1, "X")]);
    expect(verdict).toMatchObject({ pairs: [{ rule: { reason: "own" } }] });
  });

  it("has the rule with its reason and its source", () => {
    const source = { file: "crm.conflicts", line: 4, column: 1 };
    const rules = conflictRulesFrom([
      {
        incoming: { type: "A" },
        conflictsWith: [{ type: "A" }],
        reason: "two people adjusted the same value",
        source,
      },
    ]);
    const verdict = judge(rules, "client", [{ type: "A", data: {} }], [committed(1, "A")]);
    expect(verdict).toMatchObject({
      kind: "conflict",
      pairs: [{ reason: "rule", rule: { reason: "two people adjusted the same value", source } }],
    });
  });
});

describe("a predicate", () => {
  const judgeWith = (conflictsWhen: () => boolean) =>
    judge(
      conflictRulesFrom([{ incoming: { type: "A" }, conflictsWith: [{ type: "A" }], conflictsWhen }]),
      "client",
      [{ type: "A", data: {} }],
      [committed(1, "A")],
    );

  it("decides, and is called only for types that its rule names", () => {
    expect(judgeWith(() => true).kind).toBe("conflict");
    expect(judgeWith(() => false).kind).toBe("compatible");
  });

  it("gets copies, so that it cannot hide a conflict from the rules after it", () => {
    const rules = conflictRulesFrom([
      {
        incoming: { type: "P" },
        conflictsWith: [{ type: "X" }],
        conflictsWhen: (mine, theirs) => {
          Object.assign(mine.data as object, { id: "changed" });
          Object.assign(theirs.data as object, { id: "changed" });
          return false;
        },
      },
      {
        incoming: { type: "Q" },
        conflictsWith: [{ type: "X" }],
        when: [{ mine: ["id"], operator: "=", theirs: ["id"] }],
      },
    ]);
    const incoming = [
      { type: "P", data: { id: "1" } },
      { type: "Q", data: { id: "1" } },
    ];
    const verdict = judge(rules, "client", incoming, [committed(1, "X", { id: "1" })]);
    expect(verdict).toMatchObject({
      kind: "conflict",
      pairs: [{ incoming: { type: "Q", data: { id: "1" } } }],
    });
  });

  it("makes the matchers wider than the rules, which are then not exact", () => {
    const rules = conflictRulesFrom([
      { incoming: { type: "A" }, conflictsWith: [{ type: "A" }], conflictsWhen: () => false },
    ]);
    expect(partiallyEvaluate(rules, "client", [{ type: "A", data: {} }])).toEqual({
      conflictsWith: [{ type: "A", where: [] }],
      exact: false,
    });
  });

  it.each([
    [
      "throws",
      () => {
        throw new Error("boom");
      },
    ],
    ["returns a promise", (() => Promise.resolve(false)) as unknown as () => boolean],
    ["returns undefined", (() => undefined) as unknown as () => boolean],
    ["returns 0", (() => 0) as unknown as () => boolean],
  ])("that %s allows nothing", (_, predicate) => {
    expect(() => judgeWith(predicate)).toThrow(
      expect.objectContaining({ code: "predicate-failed" }) as Error,
    );
  });

  it("that throws is the cause of the error", () => {
    const boom = new Error("boom");
    try {
      judgeWith(() => {
        throw boom;
      });
    } catch (error) {
      expect(isTruceError(error, "predicate-failed") && error.cause).toBe(boom);
    }
    expect.hasAssertions();
  });
});
