import { describe, expect, it } from "vitest";

import { defineUpcasters } from "./define-upcasters.ts";

const drop = () => [];

/** The problems of definitions that the compiler does not accept either. */
function problemsOf(definitions: unknown): readonly string[] {
  try {
    defineUpcasters(definitions as never);
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid-upcasters" });
    return (error as { readonly problems: readonly string[] }).problems;
  }
  return [];
}

describe("upcasters are refused", () => {
  it("with every problem", () => {
    expect(
      problemsOf({
        A: { becomes: ["B"] },
        B: { becomes: "C", upcast: drop },
        C: { becomes: ["D", "D", { type: "E", fields: { x: 1 } }, { type: "F", field: {} }], upcast: drop },
        D: { becomes: [], upcast: drop, stores: "E" },
        E: { stores: "" },
        F: null,
        "": { becomes: [""], upcast: drop, on: 1 },
      }),
    ).toEqual([
      "'A' must be { becomes, upcast } with a list and a function, or { stores } with one of today's types",
      "'B' must be { becomes, upcast } with a list and a function, or { stores } with one of today's types",
      "'C' becomes 'D' twice",
      "'C' has a field that is not a path such as \"room.id\": 1",
      "'C' becomes has the unknown key 'field'",
      "'D' must be { becomes, upcast } with a list and a function, or { stores } with one of today's types",
      "'E' has a type in 'stores' that must not be empty",
      "'F' must be { becomes, upcast } with a list and a function, or { stores } with one of today's types",
      "'' must not be empty",
      "'' has the unknown key 'on'",
      "'' has a type in 'becomes' that must not be empty",
    ]);
    expect(problemsOf([])).toEqual(["the upcasters must be an object, by stored type"]);
  });

  it("if they lead in a circle, even to themselves", () => {
    expect(
      problemsOf({
        A: { becomes: ["B"], upcast: drop },
        B: { becomes: ["X", "C"], upcast: drop },
        C: { becomes: ["B"], upcast: drop },
      }),
    ).toEqual([expect.stringContaining("'B' becomes 'C' becomes 'B': events would never be read") as string]);
    expect(problemsOf({ A: { becomes: ["A"], upcast: drop } })).toEqual([
      expect.stringContaining('write it under a new name, such as "A@2"') as string,
    ]);
  });

  it("if two stored types store the same type", () => {
    expect(problemsOf({ A: { stores: "C" }, B: { stores: "C" } })).toEqual([
      "'B' stores 'C', and so does 'A': an event has one name in the log",
    ]);
  });
});

describe("upcasters", () => {
  it("know what each stored type is read as today, and where fields were stored, through several steps", () => {
    const { storedTypes, storedAs } = defineUpcasters({
      V1: { becomes: [{ type: "V2", fields: { b: "a", x: "y" } }, "Noted"], upcast: drop },
      V2: { becomes: [{ type: "V3", fields: { "c.d": "b", z: "unknown" } }], upcast: drop },
      V3: { stores: "Moved" },
      Gone: { becomes: [], upcast: drop },
      // Two ways to the same type, which agree on one field.
      W1: {
        becomes: [
          { type: "W2", fields: { b: "a", c: "c" } },
          { type: "Pinned", fields: { b: "a", c: "b" } },
        ],
        upcast: drop,
      },
      W2: { becomes: [{ type: "Pinned", fields: { b: "b", c: "c" } }], upcast: drop },
    });
    const outcomes = [...storedTypes.values()].map(({ type, outcomes: of }) => [
      type,
      Object.fromEntries(
        [...of].map(([outcome, fields]) => [
          outcome,
          fields === "same" ? fields : Object.fromEntries(fields),
        ]),
      ),
    ]);
    expect(Object.fromEntries(outcomes)).toEqual({
      V1: { Moved: { '["c","d"]': ["a"] }, Noted: {} },
      V2: { Moved: { '["c","d"]': ["b"], '["z"]': ["unknown"] } },
      V3: { Moved: "same" },
      Gone: {},
      W1: { Pinned: { '["b"]': ["a"] } },
      W2: { Pinned: { '["b"]': ["b"], '["c"]': ["c"] } },
    });
    expect([...storedAs]).toEqual([["Moved", "V3"]]);
  });
});
