import { describe, expect, it } from "vitest";

import type { RecordedEvent } from "../events/event.ts";
import { conflictRulesFrom } from "../rules/conflict-rules-from.ts";
import { judge } from "../rules/verdict.ts";
import type { Refusal } from "./append-result.ts";
import { describePair } from "../rules/describe-pair.ts";
import { isTruceError } from "../is-truce-error.ts";
import { ConflictError, refusalError } from "./refusal-errors.ts";

const committed: RecordedEvent = {
  type: "ClientValueDowngraded",
  data: { to: 5, secret: "not for the web" },
  id: "e4",
  streamId: "client-42",
  version: 4,
  position: 9,
  recordedAt: new Date("2026-03-02T10:00:00Z"),
  metadata: {},
  provenance: { expectedVersion: 3, append: { id: "a", index: 0, count: 1 }, rules: null },
};
const rules = conflictRulesFrom([
  {
    incoming: { type: "ClientValueUpgraded" },
    conflictsWith: [{ type: "ClientValueDowngraded" }],
    when: [{ mine: ["deal", "id"], operator: "=", theirs: ["deal", "id"] }],
    reason: "two people adjusted the same value",
    source: { file: "crm.conflicts", line: 3, column: 1 },
  },
]);

function conflictOf(type: string, count = 1): ConflictError {
  const verdict = judge(rules, "client", [{ type, data: {} }], [committed]);
  if (verdict.kind !== "conflict") throw new Error("expected a conflict");
  return new ConflictError({
    kind: "conflict",
    streamId: "client-42",
    expectedVersion: 3,
    actualVersion: 4,
    conflicts: verdict.pairs,
    count,
    truncated: false,
  });
}

describe("a conflict", () => {
  it("names the events, the rule, its file and line, and its reason", () => {
    expect(conflictOf("ClientValueUpgraded").message).toBe(
      "append to stream 'client-42' refused: 'ClientValueUpgraded' conflicts with 'ClientValueDowngraded' at version 4 " +
        "by rule ClientValueUpgraded conflicts ClientValueDowngraded on deal.id " +
        "(crm.conflicts:3: two people adjusted the same value); " +
        "the append expects version 3, the stream is at 4; nothing was appended",
    );
  });

  it("says that a type has no rule, and how many other events conflict", () => {
    expect(conflictOf("ClientArchived", 3).message).toMatch(
      /'ClientArchived' has no rule, so it conflicts with everything \(and 2 more conflicting events\)/,
    );
  });

  it("has problem details (RFC 9457) with the reason as a field and without internal data", () => {
    const problem = conflictOf("ClientValueUpgraded").toProblemDetails();
    expect(problem).toStrictEqual({
      type: "tag:truce-events.dev,2026:conflict",
      title: "The change conflicts with a change that was made in the meantime.",
      status: 409,
      detail: "two people adjusted the same value",
      code: "conflict",
      streamId: "client-42",
      expectedVersion: 3,
      actualVersion: 4,
      count: 1,
      conflicts: [
        {
          reason: "two people adjusted the same value",
          incoming: { type: "ClientValueUpgraded", index: 0 },
          committed: {
            type: "ClientValueDowngraded",
            id: "e4",
            version: 4,
            recordedAt: "2026-03-02T10:00:00.000Z",
          },
        },
      ],
    });
    const unregistered = conflictOf("ClientArchived").toProblemDetails();
    expect(unregistered.conflicts[0]?.reason).toBeNull();
    expect(unregistered.detail).toBe(unregistered.title);
  });

  it("has rules, files and lines in its problem details only on request", () => {
    const options = { includeRules: true };
    const [conflict] = conflictOf("ClientValueUpgraded").toProblemDetails(options).conflicts;
    expect(conflict).toMatchObject({
      reason: "two people adjusted the same value",
      explanation: expect.stringContaining("crm.conflicts:3") as unknown,
      rule: {
        text: expect.stringContaining("on deal.id") as unknown,
        source: { file: "crm.conflicts", line: 3, column: 1 },
      },
    });
    const [unregistered] = conflictOf("ClientArchived").toProblemDetails(options).conflicts;
    expect(unregistered).toMatchObject({
      explanation: expect.stringContaining("has no rule") as unknown,
      rule: null,
    });
  });

  it("lists the categories that have rules for the type if the stream is in another one", () => {
    const blocks = conflictRulesFrom(
      ["room", "desk"].map((category) => ({ incoming: { type: "Booked" }, conflictsWith: [], category })),
    );
    const stranger = { ...committed, streamId: "rooms-1" };
    const verdict = judge(blocks, "rooms", [{ type: "Booked", data: null }], [stranger]);
    if (verdict.kind !== "conflict") throw new Error("expected a conflict");
    const [pair] = verdict.pairs;
    expect(pair).toMatchObject({ reason: "unregistered", registeredIn: ["desk", "room"] });
    expect(describePair(pair)).toBe(
      "'Booked' conflicts with 'ClientValueDowngraded' at version 4: 'Booked' has no rules for streams of category 'rooms'; " +
        "it has rules for 'desk', 'room', so it conflicts with everything",
    );
    expect(judge(blocks, "room", [{ type: "Booked", data: null }], [stranger]).kind).toBe("compatible");
    const unknown = judge(blocks, "rooms", [{ type: "Unknown", data: null }], [stranger]);
    expect(unknown).toMatchObject({ pairs: [{ registeredIn: [] }] });
    expect(judge(null, "rooms", [{ type: "Booked", data: null }], [stranger])).toMatchObject({
      pairs: [{ registeredIn: [] }],
    });
  });
});

describe("refusals because of the version", () => {
  it.each([
    ["noStream", 3, "stream 'client-42' already exists, at version 3; nothing was appended"],
    ["streamExists", 0, "stream 'client-42' does not exist; nothing was appended"],
    [
      7,
      3,
      "stream 'client-42' is at version 3, below the expected version 7: it never had that version; nothing was appended",
    ],
  ] as const)("say what was wrong with %s", (expectedVersion, actualVersion, message) => {
    const error = refusalError({
      kind: "wrong-version",
      streamId: "client-42",
      expectedVersion,
      actualVersion,
    });
    expect(error).toMatchObject({ code: "wrong-version", message });
  });
});

describe("the error for a refusal", () => {
  const [streamId, actualVersion] = ["client-42", 5];
  it.each<[Exclude<Refusal, { kind: "conflict" }>]>([
    [{ kind: "wrong-version", streamId, actualVersion, expectedVersion: 7 }],
    [{ kind: "id-reused", streamId, eventId: "e1", version: 2 }],
    [{ kind: "stale-decision", streamId, actualVersion, decisionVersion: 4 }],
  ])("has its kind as code, and every one of its fields: %o", (refusal) => {
    expect(refusalError(refusal)).toMatchObject({ code: refusal.kind, ...refusal });
  });

  it("has the pairs of a conflict, and how many events conflict in all", () => {
    const { conflicts } = conflictOf("ClientArchived");
    const refusal: Refusal = {
      kind: "conflict",
      streamId,
      expectedVersion: 3,
      actualVersion,
      conflicts,
      count: 120,
      truncated: true,
    };
    expect(refusalError(refusal)).toMatchObject({ code: "conflict", ...refusal });
  });
});

describe("errors", () => {
  it("are recognised by code, whichever copy of the package made them", () => {
    const error: unknown = conflictOf("ClientArchived");
    expect(isTruceError(error)).toBe(true);
    expect(isTruceError(error, "conflict")).toBe(true);
    expect(isTruceError(error, "wrong-version")).toBe(false);

    const foreign = Object.assign(new Error("from another copy"), {
      code: "conflict",
      [Symbol.for("truce.error")]: true,
    });
    expect(isTruceError(foreign, "conflict")).toBe(true);
    expect(
      isTruceError(Object.assign(new Error("of another library"), { code: "conflict" }), "conflict"),
    ).toBe(false);
    expect(isTruceError({ code: "conflict" }, "conflict")).toBe(false);
    expect(isTruceError(undefined)).toBe(false);
  });

  it("carry their name", () => {
    expect(conflictOf("ClientArchived").name).toBe("ConflictError");
  });
});
