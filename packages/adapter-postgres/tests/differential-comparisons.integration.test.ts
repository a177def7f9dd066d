/** Payload comparisons in SQL and in TypeScript give the same result for every pair of hostile values. */

import type { JsonScalar, JsonValue } from "@truce/core";
import { matches, type Matcher } from "@truce/core/adapter";
import { afterAll, beforeAll, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";

const pool = newPool(2);
const schema = newSchema();
beforeAll(() => postgresAdapter({ pool }, { schema }).migrate());
afterAll(() => pool.end());

const SCALARS: readonly JsonScalar[] = [
  ...["", " ", "0", "1", "1.0", "01", "true", "false", "null", "NULL", "a", "A", "a ", "\u00e1", "a\u0301"],
  ...[
    "\u{1f600}",
    "\ufeff",
    "\uffff",
    "\\",
    '"',
    "'",
    "%",
    "_",
    "\n",
    "[]",
    "{}",
    "__proto__",
    "x".repeat(5_000),
  ],
  ...[0, 1, -1, 0.1, 0.1 + 0.2, 0.3, 1.5, 1e-7, 5e-324, 2 ** 31, 2 ** 32 + 1],
  ...[2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 53, -(2 ** 53), 2 ** 53 + 2, 1e21, 1e308, Number.MAX_VALUE],
  ...[true, false],
];
/** Values that comparisons in SQL often get wrong: null, and everything that is not a scalar. */
const OTHERS: readonly JsonValue[] = [
  null,
  [],
  {},
  [1],
  ["a"],
  [null],
  { k: 1 },
  { k: null },
  { type: "Pinned" },
];
const MISSING: readonly JsonValue[] = [{}, { K: 1 }, [], null, "k", 1, true, { "": 1 }, [{ k: 1 }]];

/** Only these are sent to a database. Core drops a comparison with any other value, so that it counts as true. */
const INCOMING = SCALARS.filter(
  (value) => typeof value !== "number" || Math.abs(value) <= Number.MAX_SAFE_INTEGER,
);
const COMMITTED = [...[...SCALARS, ...OTHERS].map((k) => ({ k })), ...MISSING];

test.for(["=", "!="] as const)("with '%s' every pair is judged as in core", async (operator) => {
  const pairs = INCOMING.flatMap((value) => COMMITTED.map((data) => ({ value, data })));
  const matcherFor = (value: JsonScalar): readonly Matcher[] =>
    value === null ? [] : [{ type: "Pinned", where: [{ path: ["k"], operator, value }] }];
  const { rows } = await pool.query<{ answer: boolean | null }>(
    `SELECT ${schema}.matches(matchers::jsonb, 'Pinned', data::jsonb) AS answer
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS pairs(matchers, data, n) ORDER BY n`,
    [
      pairs.map(({ value }) => JSON.stringify(matcherFor(value))),
      pairs.map(({ data }) => JSON.stringify(data)),
    ],
  );
  const differing = pairs.filter(({ value, data }, index) => {
    const reference = matcherFor(value).some((matcher) => matches(matcher, { type: "Pinned", data }));
    return rows[index]?.answer !== reference;
  });
  expect(differing).toEqual([]);
  expect(pairs.length).toBeGreaterThan(1_500);
});
