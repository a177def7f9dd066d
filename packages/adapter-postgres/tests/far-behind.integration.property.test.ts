/** However far behind an append is, PostgreSQL finds, counts and reports the conflicts that core finds, in order. */

import type { RecordedEvent } from "@truce/core";
import { conflictRulesFrom } from "@truce/core/rules";
import { MAX_REPORTED_CONFLICTS, matches, type ConflictsWith, type Matcher } from "@truce/core/adapter";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { fieldIndexesSql, postgresAdapter } from "../src/index.ts";
import { RAISED } from "../src/sql/codes.ts";
import { FAR } from "../src/sql/field-indexes.ts";
import { anyData, anyMatcher, anyType } from "./support/arbitrary-matchers.ts";
import { newPool, newSchema } from "./support/database.ts";
import { inBatches } from "./support/in-batches.ts";
import { event, request } from "./support/requests.ts";

/** The number of events in the stream. */
const HEAD = FAR + 500;
/** Types with one event each, so that some matchers find a single event, and 'anything except' finds unlisted types. */
const RARE = new Map([
  [3, "first"],
  [HEAD - 5, "last"],
]);

const pool = newPool(2);
const schema = newSchema();
const adapter = postgresAdapter({ pool }, { schema });
let committed: readonly RecordedEvent[];
beforeAll(async () => {
  await adapter.migrate();
  const content = fc.sample(fc.tuple(anyType, anyData), { numRuns: HEAD, seed: 1 });
  const events = content.map(([type, data], index) =>
    event(RARE.get(index + 1) ?? type, JSON.stringify({ a: data })),
  );
  for (let start = 0; start < HEAD; start += 500) {
    await adapter.append(request({ events: events.slice(start, start + 500) }));
  }
  committed = await Array.fromAsync(adapter.readStream("client-1"));
});
afterAll(() => pool.end());

interface Answer {
  readonly kind: string | null;
  readonly count: number;
  readonly versions: readonly number[];
}

async function inSql(conflictsWith: ConflictsWith, checkAfter: number): Promise<Answer> {
  const sql = `
    SELECT kind, coalesce(conflict_count, 0)::integer AS count,
      ARRAY(SELECT (shown ->> 'version')::integer FROM json_array_elements(detail) AS reported(shown)) AS versions
    FROM ${schema}.conflicts('client-1', $1, ${HEAD}, $2)`;
  const { rows } = await pool.query<Answer>(sql, [checkAfter, JSON.stringify(conflictsWith)]);
  return rows[0] as Answer;
}

function byReference(conflictsWith: ConflictsWith, checkAfter: number): Answer {
  const conflicting = committed.filter(
    ({ version, type, data }) =>
      version > checkAfter &&
      (conflictsWith === "any-event" || conflictsWith.some((one) => matches(one, { type, data }))),
  );
  return {
    kind: conflicting.length > 0 ? "conflict" : null,
    count: conflicting.length,
    versions: conflicting.slice(0, MAX_REPORTED_CONFLICTS).map(({ version }) => version),
  };
}

const where = [{ path: ["a"], operator: "=" as const, value: 1 }];
test.for<readonly [what: string, conflictsWith: ConflictsWith]>([
  ["any event", "any-event"],
  ["nothing", []],
  ["a type that does not occur", [{ type: "absent", where: [] }]],
  ["the first event only", [{ type: "first", where: [] }]],
  ["the last event only", [{ type: "last", where: [] }]],
  [
    "two types, one of them twice",
    [
      { type: "last", where: [] },
      { type: "A", where },
      { type: "last", where },
    ],
  ],
  ["anything except the most frequent types", [{ anythingExcept: ["A", "a", "B", "é", "type"], where: [] }]],
  ["anything", [{ anythingExcept: [], where: [] }]],
])("far behind, if %s conflicts", async ([, conflictsWith]) => {
  for (const checkAfter of [0, 1, 2, 3, HEAD - 5, HEAD - 1]) {
    expect(await inSql(conflictsWith, checkAfter)).toEqual(byReference(conflictsWith, checkAfter));
  }
});

function expectAgreement(matcher: fc.Arbitrary<Matcher>, farthest: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(
      fc.array(matcher, { maxLength: 4 }),
      fc.nat(farthest),
      async (conflictsWith, checkAfter) => {
        expect(await inSql(conflictsWith, checkAfter)).toEqual(byReference(conflictsWith, checkAfter));
      },
    ),
    { numRuns: 300 },
  );
}

test("far behind, any matchers find the same conflicts as in core", () =>
  expectAgreement(anyMatcher, HEAD - 1));

describe("with indexes on the compared fields", () => {
  const PATHS = [["a"], ["a", "b"], ["a", '"'], ["a", "é"]];
  const compared = fc.tuple(anyMatcher, fc.constantFrom(...PATHS)).map(([matcher, path]): Matcher => ({
    ...matcher,
    where: matcher.where.map((comparison, index) => (index === 0 ? { ...comparison, path } : comparison)),
  }));
  beforeAll(async () => {
    const declarations = PATHS.map((path) => ({
      incoming: { type: "A" },
      conflictsWith: [{ type: "A" }],
      when: [{ mine: path, operator: "=" as const, theirs: path }],
    }));
    const statements = fieldIndexesSql(conflictRulesFrom(declarations), { schema });
    for (const sql of [...statements, ...statements]) await pool.query(sql);
  });

  test("any matchers find the same conflicts as in core", () => expectAgreement(compared, HEAD - FAR - 1));

  test("the indexes are used", async () => {
    const scans = async (): Promise<number> => {
      const { rows } = await pool.query<{ scans: number }>(
        `SELECT sum(idx_scan)::integer AS scans FROM pg_stat_user_indexes WHERE schemaname = '${schema}' AND indexrelname LIKE 'conflicts on %'`,
      );
      return rows[0]?.scans ?? 0;
    };
    const before = await scans();
    await expect
      .poll(() => inSql([{ type: "A", where }], 0).then(scans), { timeout: 30_000 })
      .toBeGreaterThan(before);
  });

  test("an append has the same outcome alone and in a batch", async () => {
    const conflictsWith = [{ type: "A", where }];
    const { kind, count } = byReference(conflictsWith, 1);
    for (const either of [adapter, inBatches(adapter)]) {
      const outcome = await either.append(request({ expectedVersion: 1, conflictsWith }));
      expect(outcome).toMatchObject({ kind, count });
    }
  });

  test("a long text can be stored", async () => {
    const data = JSON.stringify({ a: "long".repeat(10_000) });
    const outcome = await adapter.append(request({ streamId: "client-2", events: [event("A", data)] }));
    expect(outcome).toMatchObject({ kind: "appended" });
  });
});

test("far behind, nothing is merged if the first unseen event was deleted", async () => {
  const session = await pool.connect();
  try {
    await session.query("BEGIN");
    await session.query(`DELETE FROM ${schema}.events WHERE version = 1`);
    const conflicts = `${schema}.conflicts('client-1', 0, ${HEAD}, '[]')`;
    await expect(session.query(`SELECT * FROM ${conflicts}`)).rejects.toMatchObject({
      code: RAISED.historyIncomplete,
    });
  } finally {
    await session.query("ROLLBACK");
    session.release();
  }
});
