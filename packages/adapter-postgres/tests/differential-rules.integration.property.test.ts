/**
 * Compiled `.conflicts` files on the reference adapter, on PostgreSQL and on PGlite: one incoming event against one
 * committed event, so that nothing else decides but the rule. Whole histories are in `differential`; they say much more,
 * and of a single comparison less, since the first event of a window that conflicts hides all others.
 */

import { memoryAdapter } from "@truce/adapter-memory";
import {
  createEventStore,
  judge,
  type ConflictRules,
  type RecordedEvent,
  type StorageAdapter,
} from "@truce/core";
import { PGlite } from "@electric-sql/pglite";
import { arbitraryEventType, arbitraryPayload, CATEGORIES } from "@truce/testkit";
import fc, { type Arbitrary } from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { runs, TIMEOUT } from "./support/runs.ts";
import { arbitraryWrittenRules } from "./support/written-rules.ts";

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

/** An event that wants in, and the one event of its stream, which its author has not seen. */
interface Pair {
  readonly category: string;
  readonly incoming: Pick<RecordedEvent, "type" | "data">;
  readonly committed: Pick<RecordedEvent, "type" | "data">;
}

const event = fc.record({ type: arbitraryEventType(), data: arbitraryPayload() });
const pair: Arbitrary<Pair> = fc.record({
  category: fc.constantFrom(...CATEGORIES, "note"),
  incoming: event,
  committed: event,
});

test("under any rules a pair is judged the same on all of them", { timeout: TIMEOUT }, async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryWrittenRules(),
      fc.array(pair, { minLength: 10, maxLength: 20 }),
      async ({ rules }, pairs) => {
        const verdicts = pairs.map((one) => verdictOf(rules, one));
        expect(await answers(memoryAdapter(), rules, pairs)).toEqual(verdicts);
        expect(await answers(onPostgres, rules, pairs)).toEqual(verdicts);
        expect(await answers(onPglite, rules, pairs)).toEqual(verdicts);
      },
    ),
    runs(60),
  );
});

test("generated rules and pairs have something to say: comparisons that hold, that fail, and that are in doubt", () => {
  const samples = fc.sample(fc.tuple(arbitraryWrittenRules(), fc.array(pair, { minLength: 20 })), {
    seed: 1,
    numRuns: 60,
  });
  const seen = samples.flatMap(([{ rules }, pairs]) => pairs.map((one) => verdictOf(rules, one)));
  const counts = new Map<string, number>();
  for (const verdict of seen) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  for (const verdict of ["merged", "unregistered", "always", "under a condition"])
    expect(counts.get(verdict), verdict).toBeGreaterThan(100);
});

/** What the engine says of a pair, without a store. */
function verdictOf(rules: ConflictRules, { category, incoming, committed }: Pair): string {
  const verdict = judge(rules, category, [incoming], [committed as RecordedEvent]);
  if (verdict.kind === "compatible") return "merged";
  const [first] = verdict.pairs;
  if (first.reason === "unregistered") return first.reason;
  return first.rule.when.length === 0 ? "always" : "under a condition";
}

/** What a store says of each pair, on a stream of its own. */
async function answers(
  adapter: StorageAdapter,
  rules: ConflictRules,
  pairs: readonly Pair[],
): Promise<readonly string[]> {
  const store = createEventStore({ adapter, rules });
  return await Promise.all(
    pairs.map(async ({ category, incoming, committed }) => {
      const streamId = `${category}-${crypto.randomUUID()}`;
      await store.append(streamId, [committed], { expectedVersion: "noStream" });
      const answer = await store.tryAppend(streamId, [incoming], { expectedVersion: 0 });
      if (answer.kind !== "conflict") return answer.kind;
      const [first] = answer.conflicts;
      if (first.reason === "unregistered") return first.reason;
      return first.rule.when.length === 0 ? "always" : "under a condition";
    }),
  );
}
