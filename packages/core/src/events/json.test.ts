import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { jsonEquals, type JsonValue } from "./json.ts";

const parse = (text: string): JsonValue => JSON.parse(text) as JsonValue;
const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;

describe("JSON", () => {
  it.each([
    ["{}", "[]"],
    ["{}", "null"],
    ["[]", "null"],
    ["0", "false"],
    ['"1"', "1"],
    ['{"a":1}', '{"a":1,"b":2}'],
    ['{"a":1,"b":2}', '{"a":1,"c":2}'],
    ["[1,2]", "[2,1]"],
    ["[1]", "[1,2]"],
    ['{"0":1}', "[1]"],
    ['{"__proto__":1}', "{}"],
    ['{"constructor":1}', "{}"],
    ["{}", '{"toString":null}'],
  ])("is different: %s and %s", (left, right) => {
    expect(jsonEquals(parse(left), parse(right))).toBe(false);
    expect(jsonEquals(parse(right), parse(left))).toBe(false);
  });

  it.each([
    ['{"a":1,"b":[{"c":2}]}', '{"b":[{"c":2}],"a":1}'],
    ["1", "1.0"],
    ["-0", "0"],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}'],
  ])("is equal: %s and %s", (left, right) => {
    expect(jsonEquals(parse(left), parse(right))).toBe(true);
  });

  it("equals itself in any order of keys, and nothing else", () => {
    const sorted = (value: JsonValue): string =>
      JSON.stringify(value, (_, part: unknown) =>
        typeof part === "object" && part !== null && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
          : part,
      );
    fc.assert(
      fc.property(json, json, (left, right) => {
        expect(jsonEquals(left, parse(sorted(left)))).toBe(true);
        expect(jsonEquals(left, right)).toBe(sorted(left) === sorted(right));
      }),
    );
  });
});
