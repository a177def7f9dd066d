import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { isTruceError } from "../is-truce-error.ts";
import { MAX_NESTING, toJson } from "./to-json.ts";

const cycle: unknown[] = [];
cycle.push({ back: cycle });

function nested(levels: number): unknown {
  let value: unknown = "leaf";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { in: value };
  return value;
}

/** The path and the problem that the value is refused with. */
function refusalOf(value: unknown): { readonly path: string; readonly problem: string } | undefined {
  try {
    toJson(value, "data");
    return undefined;
  } catch (error) {
    if (isTruceError(error, "invalid-input")) return error;
    throw error;
  }
}

describe("hostile values", () => {
  it.each<[string, unknown, string, RegExp]>([
    ["undefined", undefined, "data", /undefined/],
    ["a function", { f: () => 1 }, "data.f", /function/],
    ["a symbol", { s: Symbol("s") }, "data.s", /symbol/],
    ["a symbol as key", { a: { [Symbol("s")]: 1 } }, "data.a", /symbol/],
    ["a bigint", [1n], "data[0]", /bigint/],
    ["NaN", { a: [0, NaN] }, "data.a[1]", /NaN/],
    ["Infinity", -Infinity, "data", /-Infinity/],
    ["undefined in an array", { a: [1, undefined] }, "data.a[1]", /undefined/],
    ["a hole in an array", { a: Object.assign([], { length: 2 }) }, "data.a[0]", /undefined/],
    ["an array with a named property", Object.assign([1], { more: 1 }), "data", /named properties/],
    ["a Date", { at: new Date(0) }, "data.at", /an instance of Date/],
    ["a Map", new Map(), "data", /an instance of Map/],
    [
      "a class instance",
      {
        c: new (class Money {
          amount = 1;
        })(),
      },
      "data.c",
      /an instance of Money/,
    ],
    [
      "a class instance without a name",
      new (class {
        amount = 1;
      })(),
      "data",
      /an instance of a class/,
    ],
    ["an array of a subclass", { a: new (class List extends Array {})() }, "data.a", /an instance of List/],
    ["a boxed number", { n: Object(1) as unknown }, "data.n", /an instance of Number/],
    ["an error", new Error("boom"), "data", /an instance of Error/],
    ["a typed array", new Uint8Array(1), "data", /an instance of Uint8Array/],
    ["an object with toJSON", { toJSON: () => 1 }, "data.toJSON", /function/],
    ["a cycle", cycle, "data[0].back", /back to itself/],
    ["U+0000", { note: "a\0b" }, "data.note", /U\+0000/],
    ["U+0000 in a key", { "a\0b": 1 }, 'data["a\\u0000b"]', /U\+0000/],
    ["a lone surrogate", ["\ud800"], "data[0]", /lone surrogate/],
    ["a lone surrogate in a key", { "\udc00x": 1 }, 'data["\\udc00x"]', /lone surrogate/],
    ["nesting over 64", nested(65), `data${"[0].in".repeat(32)}`, /nested/],
    ["an awkward key", { "first name": { 'say "hi"': NaN } }, 'data["first name"]["say \\"hi\\""]', /NaN/],
  ])("are refused with their path: %s", (_, value, path, problem) => {
    expect(refusalOf(value)?.path).toBe(path);
    expect(refusalOf(value)?.problem).toMatch(problem);
  });

  it("throw what a getter of theirs throws", () => {
    const boom = new Error("boom");
    const hostile = {
      get trap(): never {
        throw boom;
      },
    };
    expect(() => toJson(hostile, "data")).toThrow(boom);
  });
});

describe("values that JSON can represent", () => {
  it.each<[string, unknown, string]>([
    ["null", null, "null"],
    ["-0, as 0", { a: -0 }, '{"a":0}'],
    ["undefined properties, as absent", { a: undefined, b: 1 }, '{"b":1}'],
    ["non-ASCII text", ["ä", "日本", "🏳️‍🌈"], '["ä","日本","🏳️‍🌈"]'],
    [
      "extreme numbers",
      [5e-324, 1.7976931348623157e308, 2 ** 53],
      "[5e-324,1.7976931348623157e+308,9007199254740992]",
    ],
    ["objects without a prototype", Object.assign(Object.create(null) as object, { a: 1 }), '{"a":1}'],
    ["arrays and objects of another realm", runInNewContext("({ a: [1] })"), '{"a":[1]}'],
    ["an empty key", { "": "" }, '{"":""}'],
  ])("are copied: %s", (_, value, json) => {
    expect(JSON.stringify(toJson(value, "data"))).toBe(json);
  });

  it("may be nested 64 levels deep", () => {
    expect(refusalOf(nested(MAX_NESTING))).toBeUndefined();
  });

  it("may refer to one object several times", () => {
    const shared = { a: 1 };
    expect(toJson([shared, shared], "data")).toEqual([{ a: 1 }, { a: 1 }]);
  });

  it("have __proto__ as an ordinary key", () => {
    const text = '{"__proto__":{"admin":true},"constructor":1}';
    const copy = toJson(JSON.parse(text), "data");
    expect(JSON.stringify(copy)).toBe(text);
    expect((copy as { admin?: unknown }).admin).toBeUndefined();
  });

  it("are read once, so a getter cannot return two different values", () => {
    let reads = 0;
    const copy = toJson(
      {
        get count() {
          return ++reads;
        },
      },
      "data",
    );
    expect(copy).toEqual({ count: 1 });
    expect(reads).toBe(1);
  });

  it("are the same after JSON.parse(JSON.stringify(...))", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const refused = refusalOf(value);
        if (refused) expect(refused.problem).toMatch(/lone surrogate|U\+0000/);
        else
          expect(JSON.parse(JSON.stringify(toJson(value, "data")))).toEqual(
            JSON.parse(JSON.stringify(value)),
          );
      }),
    );
  });

  it("are either refused or unchanged, for any JavaScript value", () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
        (value) => {
          if (refusalOf(value)) return;
          const copy = toJson(value, "data");
          expect(JSON.parse(JSON.stringify(copy))).toEqual(JSON.parse(JSON.stringify(value)));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
