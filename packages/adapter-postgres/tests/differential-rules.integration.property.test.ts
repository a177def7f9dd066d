/**
 * Compiled `.conflicts` files on the memory adapter, on PostgreSQL and on PGlite. Each case has one incoming and one
 * committed event, so only the rule decides. The `differential` test has whole histories, but there the first conflicting
 * event of a window hides the result of all other comparisons.
 */

import { memoryAdapter } from "@truce/adapter-memory";
import {
  createEventStore,
  type ConflictRules,
  type JsonObject,
  type JsonScalar,
  type JsonValue,
  type RecordedEvent,
} from "@truce/core";
import type { FieldPath, StorageAdapter } from "@truce/core/adapter";
import { judge, type ConflictRule } from "@truce/core/rules";
import { PGlite } from "@electric-sql/pglite";
import { runs, TIMEOUT } from "@truce/test-support";
import { arbitraryEventType, arbitraryPayload, CATEGORIES } from "@truce/testkit";
import fc, { type Arbitrary } from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { postgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
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

/** An incoming event, and the only event of its stream, which the caller has not seen. */
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
/** Values that a careless comparison could treat as equal, or must not compare. */
const scalar = fc.constantFrom<JsonScalar>(
  1,
  "1",
  "a",
  true,
  "true",
  null,
  0,
  "",
  2 ** 53,
  "\u00e1",
  "a\u0301",
);

/** A pair that one of the rules is about. Its payloads have the fields that the rule compares. */
function pairAbout(rules: readonly ConflictRule[]): Arbitrary<Pair> {
  return fc.tuple(fc.constantFrom(...rules), pair, fc.infiniteStream(scalar)).map(([rule, wild, scalars]) => {
    const filled = (data: JsonValue, path: FieldPath): JsonValue =>
      withField(data, path, scalars.next().value as JsonScalar);
    return {
      category: rule.category ?? wild.category,
      incoming: {
        type: rule.incoming.type ?? wild.incoming.type,
        data: rule.when.reduce<JsonValue>((data, { mine }) => filled(data, mine), {}),
      },
      committed: {
        type: rule.committed.type ?? wild.committed.type,
        data: rule.when.reduce<JsonValue>((data, { theirs }) => filled(data, theirs), {}),
      },
    };
  });
}

function withField(data: JsonValue, [key = "", ...deeper]: FieldPath, value: JsonScalar): JsonValue {
  const known = typeof data === "object" && data !== null && !Array.isArray(data) ? (data as JsonObject) : {};
  const inside = Object.hasOwn(known, key) ? (known[key] ?? null) : {};
  return { ...known, [key]: deeper.length === 0 ? value : withField(inside, deeper, value) };
}

const rulesAndPairs = arbitraryWrittenRules().chain(({ files, rules }) => {
  const pairs =
    rules.rules.length === 0 ? pair : fc.oneof(pair, pairAbout(rules.rules), pairAbout(rules.rules));
  return fc.record({
    files: fc.constant(files),
    rules: fc.constant(rules),
    pairs: fc.array(pairs, { minLength: 15, maxLength: 20 }),
  });
});

test("under any rules, all stores judge a pair the same", { timeout: TIMEOUT }, async () => {
  await fc.assert(
    fc.asyncProperty(rulesAndPairs, async ({ rules, pairs }) => {
      const verdicts = pairs.map((one) => verdictOf(rules, one));
      expect(await answers(memoryAdapter(), rules, pairs)).toEqual(verdicts);
      expect(await answers(onPostgres, rules, pairs)).toEqual(verdicts);
      expect(await answers(onPglite, rules, pairs)).toEqual(verdicts);
    }),
    runs(60),
  );
});

test("generated rules and pairs lead to every kind of verdict", () => {
  const samples = fc.sample(rulesAndPairs, { seed: 1, numRuns: 60 });
  const counts = new Map<string, number>();
  for (const { rules, pairs } of samples) {
    for (const verdict of pairs.map((one) => verdictOf(rules, one)))
      counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  for (const verdict of ["merged", "unregistered", "always", "under a condition"])
    expect(counts.get(verdict), verdict).toBeGreaterThan(50);
});

/** The verdict of the engine on a pair, without a store. */
function verdictOf(rules: ConflictRules, { category, incoming, committed }: Pair): string {
  const verdict = judge(rules, category, [incoming], [committed as RecordedEvent]);
  if (verdict.kind === "compatible") return "merged";
  const [first] = verdict.pairs;
  if (first.reason === "unregistered") return first.reason;
  return first.rule.when.length === 0 ? "always" : "under a condition";
}

/** The verdict of a store on each pair. Each has a stream of its own. */
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
