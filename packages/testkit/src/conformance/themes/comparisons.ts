/**
 * Comparisons on the payloads of committed events. When in doubt they hold, so the append conflicts. The reference is
 * `matches` of `@truce/core/adapter`. An adapter that says so may match more events, but never fewer.
 */

import type { JsonValue } from "@truce/core";
import { matches, type ComparisonOperator, type Matcher } from "@truce/core/adapter";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { expectMatched } from "../expect-matched.ts";
import { HOSTILE_KEYS, HOSTILE_SCALARS, HOSTILE_VALUES } from "../hostile-values.ts";
import { event, events, field, ofType, request } from "../requests.ts";
import type { StoreUnderTest } from "../store-under-test.ts";

const OPERATORS: readonly ComparisonOperator[] = ["=", "!="];

export const comparisons: Theme = ({ test, isExact }) => {
  test("'=' matches events whose field has the value", async ({ store }) => {
    await given(store, [{ note: 1 }, { note: 2 }, { note: 1, more: true }]);
    await expectMatched(store, where(["note"], "=", 1), [1, 3], isExact);
  });

  test("'!=' matches events whose field has a different value", async ({ store }) => {
    await given(store, [{ note: 1 }, { note: 2 }, { note: 3 }]);
    await expectMatched(store, where(["note"], "!=", 1), [2, 3], isExact);
  });

  test("scalars of different types are unequal", async ({ store }) => {
    await given(store, [{ note: "1" }, { note: 1 }, { note: true }, { note: "true" }]);
    await expectMatched(store, where(["note"], "=", 1), [2], isExact);
    await expectMatched(store, where(["note"], "!=", 1), [1, 3, 4], isExact);
    await expectMatched(store, where(["note"], "=", true), [3], isExact);
    await expectMatched(store, where(["note"], "!=", "true"), [1, 2, 3], isExact);
  });

  test("all comparisons of a matcher must hold", async ({ store }) => {
    await given(store, [
      { note: 1, page: 1 },
      { note: 1, page: 2 },
      { note: 2, page: 2 },
    ]);
    const matcher = ofType("Committed", field(["note"], "=", 1), field(["page"], "!=", 1));
    await expectMatched(store, matcher, [2], isExact);
  });

  test("a path leads into nested objects", async ({ store }) => {
    await given(store, [{ room: { id: 7 } }, { room: { id: 8 } }, { id: 7, room: { id: 9 } }]);
    await expectMatched(store, where(["room", "id"], "=", 7), [1], isExact);
  });

  test.runIf(isExact)("a comparison that does not hold lets an append through", async ({ store }) => {
    await given(store, [{ note: 1 }]);
    const other = { expectedVersion: 0, conflictsWith: [where(["note"], "=", 2)] };
    expect((await store.append(request(events("Incoming"), other))).kind).toBe("merged");
  });

  test.for<readonly [what: string, data: JsonValue]>([
    ["is missing", {}],
    ["is null", { note: null }],
    ["is an object", { note: { id: 1 } }],
    ["is an array", { note: [1] }],
    ["is a number beyond 2^53", { note: 2 ** 53 }],
    ["is a number beyond -2^53", { note: -(2 ** 53) }],
    ["belongs to a payload that is null", null],
    ["belongs to a payload that is a scalar", 1],
    ["belongs to a payload that is an array", [{ note: 2 }]],
  ])("when in doubt, a comparison holds: the field %s", async ([, data], { store }) => {
    await given(store, [data]);
    for (const operator of OPERATORS) await expectMatched(store, where(["note"], operator, 1), [1]);
  });

  test("when in doubt, a comparison holds: the path leads through scalars, null or arrays", async ({
    store,
  }) => {
    await given(store, [{ room: 7 }, { room: null }, { room: [7] }, { room: "x" }, { room: {} }]);
    for (const operator of OPERATORS)
      await expectMatched(store, where(["room", "0"], operator, 1), [1, 2, 3, 4, 5]);
  });

  test("a comparison in doubt does not replace the others", async ({ store }) => {
    await given(store, [{ page: 1 }, { page: 2 }]);
    const matcher = ofType("Committed", field(["note"], "=", 1), field(["page"], "=", 2));
    await expectMatched(store, matcher, [2], isExact);
  });

  test(
    "hostile values compare as in the reference, each with every other",
    { timeout: LONG },
    async ({ store }) => {
      const payloads = HOSTILE_VALUES.flatMap((value) => [{ value }, { nested: { value } }]);
      await given(store, payloads);
      for (const operator of OPERATORS) {
        for (const value of HOSTILE_SCALARS) {
          await expectAsReference(store, where(["value"], operator, value), payloads, isExact);
          await expectAsReference(store, where(["nested", "value"], operator, value), payloads, isExact);
        }
      }
    },
  );

  test("hostile keys work in a path like any other key", { timeout: LONG }, async ({ store }) => {
    // JSON.parse makes `__proto__` an ordinary key; an object literal would not.
    const payloads = HOSTILE_KEYS.flatMap((key) => [
      JSON.parse(`{${JSON.stringify(key)}:1}`) as JsonValue,
      JSON.parse(`{"in":{${JSON.stringify(key)}:2}}`) as JsonValue,
    ]);
    await given(store, payloads);
    for (const key of HOSTILE_KEYS) {
      for (const operator of OPERATORS) {
        await expectAsReference(store, where([key], operator, 1), payloads, isExact);
        await expectAsReference(store, where(["in", key], operator, 2), payloads, isExact);
      }
    }
  });
};

/** Commits one event of type `Committed` for each payload. */
async function given(store: StoreUnderTest, payloads: readonly JsonValue[]): Promise<void> {
  await store.given(payloads.map((data) => event("Committed", data)));
}

function where(...comparison: Parameters<typeof field>): Matcher {
  return ofType("Committed", field(...comparison));
}

async function expectAsReference(
  store: StoreUnderTest,
  matcher: Matcher,
  payloads: readonly JsonValue[],
  isExact: boolean,
): Promise<void> {
  const versions = payloads.flatMap((data, index) =>
    matches(matcher, { type: "Committed", data }) ? [index + 1] : [],
  );
  await expectMatched(store, matcher, versions, isExact);
}
