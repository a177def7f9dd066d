/**
 * Events that changed shape, on the memory adapter, on PostgreSQL and on PGlite. Each case has one incoming event and one event
 * that was stored in the past, so only the rule and the upcaster decide.
 */

import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore, type ConflictRules, type RecordedEvent } from "@truce/core";
import type { StorageAdapter } from "@truce/core/adapter";
import { judge } from "@truce/core/rules";
import { PGlite } from "@electric-sql/pglite";
import { runs, TIMEOUT } from "@truce/test-support";
import {
  arbitraryConflictRules,
  arbitraryUpcasting,
  arbitraryUpcastPair,
  type UpcastPair,
  type Upcasting,
} from "@truce/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";

const pool = newPool();
const onPostgres = postgresAdapter({ pool }, { schema: newSchema() });
let pglite: PGlite;
let onPglite: StorageAdapter;

beforeAll(async () => {
  await onPostgres.migrate();
  pglite = await PGlite.create();
  const adapter = postgresAdapter({ pglite }, { schema: newSchema() });
  await adapter.migrate();
  onPglite = adapter;
}, TIMEOUT);
afterAll(async () => {
  await pool.end();
  await pglite.close();
});

const cases = fc
  .tuple(arbitraryConflictRules({ predicates: true }), arbitraryUpcasting())
  .chain(([rules, upcasting]) =>
    fc.record({
      rules: fc.constant(rules),
      upcasting: fc.constant(upcasting),
      pairs: fc.array(arbitraryUpcastPair(rules, upcasting), { minLength: 15, maxLength: 20 }),
    }),
  );

test("no registered conflict is ever merged, judged by the upcast event", { timeout: TIMEOUT }, async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ rules, upcasting, pairs }) => {
      const expected = pairs.map((pair) => conflictsToday(rules, upcasting, pair));
      const inMemory = await answers(memoryAdapter(), rules, upcasting, pairs);
      expect(inMemory.filter((kind, index) => expected[index] && kind !== "conflict")).toEqual([]);
      expect(await answers(onPostgres, rules, upcasting, pairs)).toEqual(inMemory);
      expect(await answers(onPglite, rules, upcasting, pairs)).toEqual(inMemory);
    }),
    runs(80),
  );
});

/** The oracle: upcasts the event, and judges what it became by today's rules. */
function conflictsToday(
  rules: ConflictRules,
  { readAs }: Upcasting,
  { category, incoming, stored }: UpcastPair,
): boolean {
  const committed = readAs(stored).map((event) => ({ ...event, version: 1 }) as RecordedEvent);
  return judge(rules, category, [incoming], committed).kind === "conflict";
}

/** What a store answers for each pair. Each has a stream of its own. */
async function answers(
  adapter: StorageAdapter,
  rules: ConflictRules,
  { upcasters }: Upcasting,
  pairs: readonly UpcastPair[],
): Promise<readonly string[]> {
  const yesterday = createEventStore({ adapter });
  const today = createEventStore({ adapter, rules, upcasters });
  return await Promise.all(
    pairs.map(async ({ category, incoming, stored }) => {
      const streamId = `${category}-${crypto.randomUUID()}`;
      await yesterday.append(streamId, [stored], { expectedVersion: "noStream" });
      return (await today.tryAppend(streamId, [incoming], { expectedVersion: 0 })).kind;
    }),
  );
}
