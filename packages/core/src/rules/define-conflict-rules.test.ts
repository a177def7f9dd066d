import { describe, expect, it } from "vitest";

import type { Event } from "../events/event.ts";
import { conflictRulesFrom } from "./conflict-rules-from.ts";
import { defineConflictRules } from "./define-conflict-rules.ts";

type E = Event<"A", { x: string; room: { id: number } }> | Event<"B", { x: string }> | Event<"C", object>;
const anything = { anythingExcept: [] };

describe("defineConflictRules", () => {
  it("creates the same value as the declarations that it stands for", () => {
    const conflictsWhen = () => true;
    const defined = defineConflictRules<E>({
      rules: {
        A: ["B", { type: "A", on: ["x", "room.id"] }, { anythingExcept: ["A"], reason: "rest" }],
        B: [{ type: "A", when: [{ mine: "x", operator: "!=", theirs: "room.id" }], conflictsWhen }],
        C: [],
      },
      barriers: [{ except: ["C"], conflicts: ["C"] }],
      streams: {
        client: { overrides: { C: "anything" }, barriers: [{ conflicts: "anything", reason: "frozen" }] },
      },
    });
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

  it.each<[string, unknown]>([
    ["a name in place of a list", { A: "B" }],
    ["a target with an unknown key", { A: [{ type: "B", onn: ["x"] }] }],
    ["a target without a type", { A: [{ typo: "B" }] }],
    ["a target that is a list", { A: [["B"]] }],
    ["a type that is not a string", { A: [3] }],
    ["null in place of a list", { A: null }],
    ["an empty field", { A: [{ type: "B", on: [""] }] }],
    ["a field in place of a list", { A: [{ type: "B", on: "id" }] }],
    ["a comparison that is null", { A: [{ type: "B", when: [null] }] }],
    ["'anything' in a list, which would be a type of that name", { A: ["anything"] }],
    ["no rules", undefined],
    ["null in place of rules", null],
    ["a list of rules", ["A"]],
  ])("refuses invalid rules of a caller without a compiler: %s", (_, rules) => {
    expectRefused({ rules });
  });

  it.each<[string, unknown]>([
    ["'anything' in the list of a barrier", { rules: {}, barriers: [{ conflicts: ["anything"] }] }],
    ["barriers that are misspelt", { rules: {}, bariers: [{ conflicts: ["A"] }] }],
    ["rules outside of `rules`", { rules: {}, A: [] }],
    ["a barrier with an unknown key", { rules: {}, barriers: [{ conflicts: ["A"], exept: ["B"] }] }],
    ["overrides that are misspelt", { rules: {}, streams: { client: { override: { A: [] } } } }],
    ["overrides outside of a stream", { rules: {}, overrides: { A: [] } }],
    ["a stream that is undefined", { rules: {}, streams: { client: undefined } }],
    [
      "streams hidden in a prototype",
      { rules: {}, streams: Object.create({ client: { barriers: [] } }) as object },
    ],
    ["null", null],
    ["undefined", undefined],
  ])("refuses an invalid definition of a caller without a compiler: %s", (_, definition) => {
    expectRefused(definition);
  });

  it("accepts an event type with the name 'anything' if it cannot be the keyword", () => {
    const rules = defineConflictRules({ rules: { A: [{ type: "anything" }], anything: [] } });
    expect(rules.rules).toMatchObject([{ committed: { type: "anything" } }]);
  });
});

function expectRefused(definition: unknown): void {
  const define = defineConflictRules as (definition: unknown) => unknown;
  expect(() => define(definition)).toThrow(expect.objectContaining({ code: "invalid-rules" }) as Error);
}
