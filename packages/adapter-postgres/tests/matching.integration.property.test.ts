/** The SQL function `matches` gives the same result as the function of that name in core. */

import type { JsonValue } from "@truce/core";
import { matches, type Matcher } from "@truce/core/adapter";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { anyData, anyMatcher, anyType } from "./support/arbitrary-matchers.ts";
import { newPool, newSchema } from "./support/database.ts";

const pool = newPool(2);
const schema = newSchema();
beforeAll(() => postgresAdapter({ pool }, { schema }).migrate());
afterAll(() => pool.end());

async function sqlMatches(matchers: readonly Matcher[], type: string, data: JsonValue): Promise<boolean> {
  const { rows } = await pool.query<{ answer: boolean }>(`SELECT ${schema}.matches($1, $2, $3) AS answer`, [
    JSON.stringify(matchers),
    type,
    JSON.stringify(data),
  ]);
  return rows[0]?.answer === true;
}

test.for<readonly [path: readonly string[], data: JsonValue]>([
  [["a", "0"], { a: [2] }],
  [["0"], [2]],
  [["a", "-1"], { a: [2] }],
  [["a", "b"], { a: "text" }],
  [["a", "b"], { a: null }],
  [["a"], 2],
  [["a"], null],
])("the path %j does not exist in %j, so every comparison holds", async ([path, committedData]) => {
  for (const operator of ["=", "!="] as const) {
    expect(await sqlMatches([{ type: "A", where: [{ path, operator, value: 1 }] }], "A", committedData)).toBe(
      true,
    );
  }
});

test("for any matchers and any event, the result is that of core", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyMatcher, { maxLength: 3 }),
      anyType,
      anyData,
      async (matchers, committedType, committedData) => {
        const reference = matchers.some((one) => matches(one, { type: committedType, data: committedData }));
        expect(await sqlMatches(matchers, committedType, committedData)).toBe(reference);
      },
    ),
    { numRuns: 2_000 },
  );
});
