/** Payloads and metadata are read back exactly as they were appended. */

import type { JsonObject, JsonValue } from "@truce/core";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { expectSameJson } from "../expect-written.ts";
import { HOSTILE_KEYS, HOSTILE_VALUES } from "../hostile-values.ts";
import { event, request, STREAM } from "../requests.ts";

/** The deepest nesting that core accepts. */
const MAX_NESTING = 64;

const PAYLOADS: readonly (readonly [what: string, data: JsonValue])[] = [
  ["null", null],
  ["a scalar", "text"],
  ["an array", [1, [2, [3]], {}]],
  ["an empty object", {}],
  ["an empty key", { "": { "": 1 } }],
  ["null, empty and absent properties", { a: null, b: "", c: [], d: {} }],
  [
    "very small and very large numbers",
    [0.1, 1e21, 1e-7, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 1 / 3],
  ],
  ["integers up to 2^53 and beyond", [2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 53, 2 ** 60, 2 ** 64, 1e300]],
  [
    "text in many scripts",
    { text: "Grüße, Ελλάδα, 日本語, العربية, \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}" },
  ],
  ["composed and decomposed characters", ["\u{e9}", "e\u{301}"]],
  ["control characters", Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).join("")],
  ["line separators and a byte order mark", "\u{feff}a\u{2028}b\u{2029}c\u{85}"],
  ["quotes, backslashes and escapes", ["'", '"', "\\", "\\u0000", "\\\\n", "`${x}`", "\t\r\n"]],
  ["SQL", "'); DROP TABLE events; --"],
  ["a long text", "x".repeat(500_000)],
  ["many keys", Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key${index}`, index]))],
  ["objects, nested as deeply as core accepts", nestedObjects(MAX_NESTING)],
  ["arrays, nested as deeply as core accepts", nestedArrays(MAX_NESTING)],
];

export const payloads: Theme = ({ test }) => {
  test.for(PAYLOADS)("a payload comes back unchanged: %s", async ([, data], { store }) => {
    const written = event("A", data);
    await store.append(request([written]));
    const [recorded] = await store.readStream(STREAM);
    expect(recorded?.data).toEqual(data);
  });

  test(
    "hostile values come back unchanged, in payloads and in metadata",
    { timeout: LONG },
    async ({ store }) => {
      await store.append(request(HOSTILE_VALUES.map((value) => event("A", value, { metadata: { value } }))));
      const recorded = await store.readStream(STREAM);
      expect(recorded.map(({ data }) => data)).toEqual(HOSTILE_VALUES);
      expect(recorded.map(({ metadata }) => metadata["value"])).toEqual(HOSTILE_VALUES);
    },
  );

  test("hostile keys come back as own properties", async ({ store }) => {
    const written = HOSTILE_KEYS.map((key) => {
      const json = `{${JSON.stringify(key)}:{"a":1}}`;
      return event("A", JSON.parse(json) as JsonValue, { metadata: JSON.parse(json) as JsonObject });
    });
    await store.append(request(written));
    const recorded = await store.readStream(STREAM);
    expect(recorded.map(({ data }) => Object.keys(data as JsonObject))).toEqual(
      HOSTILE_KEYS.map((key) => [key]),
    );
    recorded.forEach((read, index) => expectSameJson(read, written[index] ?? event("none")));
  });

  test("events without metadata have an empty object", async ({ store }) => {
    await store.append(request([event("A")]));
    expect(await store.readStream(STREAM)).toMatchObject([{ metadata: {} }]);
  });

  test("metadata replaces no part of the payload or of the event", async ({ store }) => {
    const metadata = { id: "x", version: 99, type: "Other", data: null, streamId: "other", position: -1 };
    await store.append(request([event("A", { version: 98 }, { metadata })]));
    expect(await store.readStream(STREAM)).toMatchObject([
      { type: "A", version: 1, data: { version: 98 }, metadata },
    ]);
  });
};

function nestedObjects(depth: number): JsonValue {
  return depth === 0 ? 1 : { in: nestedObjects(depth - 1) };
}

function nestedArrays(depth: number): JsonValue {
  return depth === 0 ? 1 : [nestedArrays(depth - 1)];
}
