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

  it.each<[string, unknown, unknown?]>([
    ["a name in place of a list", { A: "B" }],
    ["a target with an unknown key", { A: [{ type: "B", onn: ["x"] }] }],
    ["a target that is none", { A: [{ typo: "B" }] }],
    ["a target that is a list", { A: [["B"]] }],
    ["a type that is no string", { A: [3] }],
    ["nothing in place of a list", { A: null }],
    ["an empty field", { A: [{ type: "B", on: [""] }] }],
    ["a field in place of a list", { A: [{ type: "B", on: "id" }] }],
    ["a comparison that is none", { A: [{ type: "B", when: [null] }] }],
    ["'anything' in a list, which would be a type of that name", { A: ["anything"] }],
    ["'anything' in the list of a barrier", {}, { barriers: [{ conflicts: ["anything"] }] }],
    ["no rules", null],
    ["a list of rules", ["A"]],
    ["barriers that are misspelt", {}, { bariers: [{ conflicts: ["A"] }] }],
    ["a barrier with an unknown key", {}, { barriers: [{ conflicts: ["A"], exept: ["B"] }] }],
    ["overrides that are misspelt", {}, { streams: { client: { override: { A: [] } } } }],
    ["a stream that is nothing", {}, { streams: { client: undefined } }],
    ["streams hidden in a prototype", {}, { streams: Object.create({ client: { barriers: [] } }) as object }],
    ["a second argument that is nothing", {}, null],
  ])("refuses what a caller without a compiler gets wrong: %s", (_, definitions, more = {}) => {
    const define = defineConflictRules() as (...input: unknown[]) => unknown;
    expect(() => define(definitions, more)).toThrow(
      expect.objectContaining({ code: "invalid-rules" }) as Error,
    );
  });

  it("lets an event type be called 'anything' where no keyword can be meant", () => {
    const rules = defineConflictRules()({ A: [{ type: "anything" }], anything: [] });
    expect(rules.rules).toMatchObject([{ committed: { type: "anything" } }]);
  });
});
