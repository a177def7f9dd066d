import { describe, expect, it } from "vitest";

import type { Event } from "../events/event.ts";
import { conflictRulesFrom } from "./conflict-rules-from.ts";
import { defineConflictRules } from "./define-conflict-rules.ts";

type E = Event<"A", { x: string; room: { id: number } }> | Event<"B", { x: string }> | Event<"C", object>;
const anything = { anythingExcept: [] };

describe("defineConflictRules", () => {
  it("gives the same value as the declarations it stands for", () => {
    const conflictsWhen = () => true;
    const defined = defineConflictRules<E>()(
      {
        A: ["B", { type: "A", on: ["x", "room.id"] }, { anythingExcept: ["A"], reason: "rest" }],
        B: [{ type: "A", when: [{ mine: "x", operator: "!=", theirs: "room.id" }], conflictsWhen }],
        C: [],
      },
      {
        barriers: [{ except: ["C"], conflicts: ["C"] }],
        streams: {
          client: { overrides: { C: "anything" }, barriers: [{ conflicts: "anything", reason: "frozen" }] },
        },
      },
    );
    const equals = (...path: readonly string[]) => ({ mine: path, operator: "=" as const, theirs: path });
    const declared = conflictRulesFrom([
      { incoming: { type: "A" }, conflictsWith: [{ type: "B" }, { anythingExcept: ["A"] }] },
      { incoming: { type: "A" }, conflictsWith: [{ type: "A" }], when: [equals("x"), equals("room", "id")] },
      {
        incoming: { type: "B" },
        conflictsWith: [{ type: "A" }],
        when: [{ mine: ["x"], operator: "!=", theirs: ["room", "id"] }],
        conflictsWhen,
      },
      { incoming: { type: "C" }, conflictsWith: [] },
      { incoming: { anythingExcept: ["C"] }, conflictsWith: [{ type: "C" }] },
      { incoming: { type: "C" }, conflictsWith: [anything], category: "client", override: true },
      { incoming: anything, conflictsWith: [anything], category: "client" },
    ]);
    expect(defined.canonicalJson).toBe(declared.canonicalJson);
    const reasons = defined.rules.flatMap(({ reason }) => reason ?? []);
    expect(new Set(reasons)).toEqual(new Set(["frozen", "rest"]));
  });

  it("refuses what a caller without a compiler gets wrong", () => {
    const define = defineConflictRules() as (definitions: unknown) => unknown;
    const invalid = expect.objectContaining({ code: "invalid-rules" }) as Error;
    expect(() => define({ A: "B" })).toThrow(invalid);
    expect(() => define({ A: [{ typo: "B" }] })).toThrow(invalid);
    expect(() => define({ A: [{ type: "B", onn: ["x"] }] })).toThrow(invalid);
    expect(() => define({ A: [{ type: "B", on: [""] }] })).toThrow(invalid);
    expect(() => define({ A: [["B"]] })).toThrow(invalid);
    expect(() => define({ A: null })).toThrow(invalid);
  });
});
