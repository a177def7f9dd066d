import type { JsonValue } from "@truce/core";
import { jsonEquals } from "@truce/core/adapter";
import fc from "fast-check";
import { expect, test } from "vitest";

import { printed } from "./printed.ts";

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;

/** The same value, with the keys of all objects in another order. */
function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]: [string, JsonValue]) => [key, reversed(inner)]),
  );
}

test("two JSON values have the same text exactly if they are equal", () => {
  fc.assert(
    fc.property(json, json, (left, right) => {
      expect(printed(left) === printed(right)).toBe(jsonEquals(left, right));
      expect(printed(reversed(left))).toBe(printed(left));
    }),
  );
});

test("a value that differs in one place has another text", () => {
  fc.assert(
    fc.property(json, json, fc.string(), (value, other, key) => {
      fc.pre(!jsonEquals(value, other));
      expect(printed([1, { [key]: [value] }])).not.toBe(printed([1, { [key]: [other] }]));
    }),
  );
});

test.each([
  ["a key that looks like two", { "a: 1\n  b": 2 }, { a: 1, b: 2 }],
  ["a Map", new Map([["a", 1]]), { a: 1 }],
  ["a Set", new Set([1]), [1]],
  ["a Date", new Date(0), "1970-01-01T00:00:00.000Z"],
  [
    "an instance of a class",
    new (class Money {
      cents = 5;
    })(),
    { cents: 5 },
  ],
  ["a bigint", 1n, 1],
  ["NaN", Number.NaN, null],
  ["undefined in a list", [undefined], [null]],
  ["a regular expression", /a/, /b/],
  ["an error", new Error("a"), new TypeError("a")],
])("%s is not the same as something else that looks like it", (_, left, right) => {
  expect(printed(left)).not.toBe(printed(right));
  expect(printed(structuredClone(left))).toBe(printed(structuredClone(left)));
});

test("the order of a Map or a Set does not matter", () => {
  expect(
    printed(
      new Map([
        ["a", 1],
        ["b", 2],
      ]),
    ),
  ).toBe(
    printed(
      new Map([
        ["b", 2],
        ["a", 1],
      ]),
    ),
  );
  expect(printed(new Set([1, 2]))).toBe(printed(new Set([2, 1])));
});

test("a value can contain itself", () => {
  const self: { me?: unknown } = {};
  self.me = self;
  expect(printed(self)).toBe("{\n  me: (contains itself)\n}");
});
