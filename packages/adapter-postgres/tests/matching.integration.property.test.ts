/** The SQL function `matches` against the reference of the same name, which is in core. */

import { matches, type JsonValue, type Matcher } from "@truce/core";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
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

const key = fc.constantFrom("a", "b", "0", "__proto__", "", "a.b", "é", '"');
const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.1, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 5e-324, Number.MAX_VALUE),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const scalar = fc.oneof(
  fc.constantFrom("", "a", "A", "1", "true", "null", "é", "e\u0301"),
  number,
  fc.boolean(),
);
const data = fc
  .letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constant(null),
      scalar,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  .value.map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);
const comparable = scalar.filter(
  (value) => typeof value !== "number" || Math.abs(value) <= Number.MAX_SAFE_INTEGER,
);
const comparison = fc.record({
  path: fc.array(key, { minLength: 1, maxLength: 3 }),
  operator: fc.constantFrom("=" as const, "!=" as const),
  value: comparable.map((value) => (value === 0 ? 0 : value)),
});
const type = fc.constantFrom("A", "a", "B", "é", "type");
const where = fc.array(comparison, { maxLength: 2 });
const matcher: fc.Arbitrary<Matcher> = fc.oneof(
  fc.record({ type, where }),
  fc.record({ anythingExcept: fc.array(type, { maxLength: 2 }), where }),
);

test.for<readonly [path: readonly string[], data: JsonValue]>([
  [["a", "0"], { a: [2] }],
  [["0"], [2]],
  [["a", "-1"], { a: [2] }],
  [["a", "b"], { a: "text" }],
  [["a", "b"], { a: null }],
  [["a"], 2],
  [["a"], null],
])("the path %j leads nowhere in %j, so that every comparison holds", async ([path, committedData]) => {
  for (const operator of ["=", "!="] as const) {
    expect(await sqlMatches([{ type: "A", where: [{ path, operator, value: 1 }] }], "A", committedData)).toBe(
      true,
    );
  }
});

test("any matchers say of any event what the reference says", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(matcher, { maxLength: 3 }),
      type,
      data,
      async (matchers, committedType, committedData) => {
        const reference = matchers.some((one) => matches(one, { type: committedType, data: committedData }));
        expect(await sqlMatches(matchers, committedType, committedData)).toBe(reference);
      },
    ),
    { numRuns: 2_000 },
  );
});
