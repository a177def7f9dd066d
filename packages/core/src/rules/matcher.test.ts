import { describe, expect, it } from "vitest";

import type { JsonValue } from "../events/json.ts";
import { compareScalars, matches, scalarAt, type Matcher } from "./matcher.ts";

describe("a matcher", () => {
  const pinned = (data: JsonValue) => ({ type: "NotePinned", data });

  it("selects one type, or all except some, by exact names", () => {
    const one: Matcher = { type: "NotePinned", where: [] };
    const except: Matcher = { anythingExcept: ["NotePinned"], where: [] };
    expect(matches(one, pinned(null))).toBe(true);
    expect(matches(one, { type: "notepinned", data: null })).toBe(false);
    expect(matches(except, pinned(null))).toBe(false);
    expect(matches(except, { type: "__proto__", data: null })).toBe(true);
    expect(matches({ anythingExcept: [], where: [] }, pinned(null))).toBe(true);
  });

  it("matches only if every comparison holds", () => {
    const matcher: Matcher = {
      type: "NotePinned",
      where: [
        { path: ["noteId"], operator: "=", value: "n1" },
        { path: ["board", "id"], operator: "!=", value: 7 },
      ],
    };
    expect(matches(matcher, pinned({ noteId: "n1", board: { id: 8 } }))).toBe(true);
    expect(matches(matcher, pinned({ noteId: "n1", board: { id: 7 } }))).toBe(false);
    expect(matches(matcher, pinned({ noteId: "n2", board: { id: 8 } }))).toBe(false);
  });

  it("matches when in doubt, for = and for != alike", () => {
    const doubtful: readonly JsonValue[] = [
      {},
      { id: null },
      { id: {} },
      { id: ["n1"] },
      { id: 2 ** 53 },
      { id: -(2 ** 53) },
      { id: 1e300 },
      null,
      "n1",
      ["n1"],
    ];
    for (const operator of ["=", "!="] as const) {
      for (const data of doubtful) {
        const matcher: Matcher = { type: "NotePinned", where: [{ path: ["id"], operator, value: "n1" }] };
        expect(matches(matcher, pinned(data)), JSON.stringify(data)).toBe(true);
      }
    }
  });
});

describe("the scalar at a path", () => {
  it("is found by own keys only, never in an array or a string", () => {
    expect(scalarAt({ a: { b: 1 } }, ["a", "b"])).toBe(1);
    expect(scalarAt(JSON.parse('{"__proto__":"own"}') as JsonValue, ["__proto__"])).toBe("own");
    expect(scalarAt({}, ["constructor", "name"])).toBeUndefined();
    expect(scalarAt({}, ["__proto__"])).toBeUndefined();
    expect(scalarAt(["x"], ["0"])).toBeUndefined();
    expect(scalarAt({ a: "text" }, ["a", "length"])).toBeUndefined();
  });

  it("is exact up to 2^53 - 1, and in doubt from 2^53", () => {
    expect(scalarAt({ n: Number.MAX_SAFE_INTEGER }, ["n"])).toBe(Number.MAX_SAFE_INTEGER);
    expect(scalarAt({ n: Number.MAX_SAFE_INTEGER + 1 }, ["n"])).toBeUndefined();
    expect(scalarAt({ n: 0.1 }, ["n"])).toBe(0.1);
  });
});

describe("comparing scalars", () => {
  it("treats different types as unequal", () => {
    const scalars = [1, "1", true, "true", 0, false, ""];
    for (const [i, left] of scalars.entries()) {
      for (const [j, right] of scalars.entries()) {
        expect(compareScalars(left, "=", right)).toBe(i === j);
        expect(compareScalars(left, "!=", right)).toBe(i !== j);
      }
    }
  });

  it("treats a value in doubt as a match", () => {
    for (const operator of ["=", "!="] as const) {
      expect(compareScalars(undefined, operator, 1)).toBe(true);
      expect(compareScalars(1, operator, undefined)).toBe(true);
      expect(compareScalars(undefined, operator, undefined)).toBe(true);
    }
  });
});
