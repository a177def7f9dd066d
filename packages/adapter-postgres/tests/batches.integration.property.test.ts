/** The appends of a batch see each other exactly as if they had been sent one after the other. */

import type { RecordedEvent, RuleSet } from "@truce/core";
import type { AppendOutcome, AppendRequest, Matcher } from "@truce/core/adapter";
import { memoryAdapter } from "@truce/adapter-memory";
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";

import { postgresAdapter, type PgPool, type PgQuery, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { event, request } from "./support/requests.ts";

const pool = newPool();
afterAll(() => pool.end());

/** If a call fails, the adapter sends the appends of its batch one by one. The outcomes would not show that. */
const failures: unknown[] = [];
const observedPool: PgPool = {
  async connect() {
    const client = await pool.connect();
    async function query(statement: PgQuery | string): Promise<{ readonly rows: readonly unknown[] }> {
      try {
        return typeof statement === "string"
          ? await client.query<object>(statement)
          : await client.query<object>(statement);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    }
    return { query, release: (destroy) => client.release(destroy) };
  },
};

let adapter: PostgresAdapter;
beforeEach(async () => {
  adapter = postgresAdapter({ pool: observedPool }, { schema: newSchema() });
  await adapter.migrate();
});

/** Sends the appends in one batch: they arrive while another append is under way. */
async function together(...appends: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> {
  const [, ...outcomes] = await Promise.all(
    [request({ streamId: "first" }), ...appends].map((append) => adapter.append(append)),
  );
  if (failures.length > 0) throw new AggregateError(failures.splice(0), "the batch failed as a whole");
  return outcomes;
}

test("the same append twice is written once", async () => {
  const append = request();
  expect(await together(append, append)).toMatchObject([
    { kind: "appended" },
    { kind: "duplicate", firstVersion: 1 },
  ]);
});

test("an id cannot be used twice", async () => {
  const one = event("A", "1");
  const outcomes = await together(request({ events: [one] }), request({ events: [{ ...one, data: "2" }] }));
  expect(outcomes).toMatchObject([{ kind: "appended" }, { kind: "id-reused", eventId: one.id, version: 1 }]);
});

test("the id of a refused append can be used by the next", async () => {
  const one = event("A", "1");
  const refused = request({ events: [one], expectedVersion: "streamExists" });
  expect(await together(refused, request({ events: [one] }))).toMatchObject([
    { kind: "wrong-version" },
    { kind: "appended" },
  ]);
});

test("only one of several appends that expect no stream succeeds", async () => {
  const outcomes = await together(...[1, 2, 3].map(() => request({ expectedVersion: "noStream" })));
  expect(outcomes.map(({ kind }) => kind)).toEqual(["appended", "wrong-version", "wrong-version"]);
});

test("they conflict with each other, by type and by payload", async () => {
  const outcomes = await together(...[1, 2, 1, 3, 2].map((note) => pin(note, "client-1", 0)));
  expect(outcomes.map(({ kind }) => kind)).toEqual(["appended", "merged", "conflict", "merged", "conflict"]);
});

/** Conflicts with events that pin the same note. */
function pin(note: number, streamId: string, expectedVersion: number): AppendRequest {
  return request({
    ...{ streamId, expectedVersion },
    events: [event("Pinned", JSON.stringify({ note }))],
    conflictsWith: [{ type: "Pinned", where: [{ path: ["note"], operator: "=", value: note }] }],
  });
}

test("appends that have seen different versions compare the payloads that each of them has not seen", async () => {
  for (const note of [1, 2]) await adapter.append(pin(note, "client-1", note - 1));
  const outcomes = await together(pin(3, "client-1", 2), pin(1, "client-1", 0), pin(1, "client-1", 1));
  expect(outcomes.map(({ kind }) => kind)).toEqual(["appended", "conflict", "merged"]);
});

test("appends to different streams compare the payloads of their own streams", async () => {
  await adapter.append(pin(1, "client-1", 0));
  await adapter.append(pin(2, "client-2", 0));
  const outcomes = await together(pin(2, "client-1", 0), pin(2, "client-2", 0), pin(1, "client-2", 0));
  expect(outcomes.map(({ kind }) => kind)).toEqual(["merged", "conflict", "merged"]);
});

test("only the rules that judged an accepted append are stored", async () => {
  const rules = (name: string): RuleSet => ({ fingerprint: `sha256:${name}`, canonicalJson: "{}" });
  const refused = request({ rules: rules("refused"), expectedVersion: "streamExists", streamId: "client-2" });
  await together(request({ rules: rules("accepted") }), refused);
  const stored = await Array.fromAsync(adapter.readRuleSets());
  expect(stored.map(({ fingerprint }) => fingerprint)).toEqual(["sha256:accepted"]);
});

test("a batch on many streams is written whole, each in its order", async () => {
  const appends = Array.from({ length: 300 }, (_, index) =>
    request({
      streamId: `client-${index % 7}`,
      events: [event("A", String(index)), event("B", String(index))],
    }),
  );
  const outcomes = await together(...appends);
  expect(outcomes.every(({ kind }) => kind === "appended")).toBe(true);
  for (let stream = 0; stream < 7; stream++) {
    const events = await Array.fromAsync(adapter.readStream(`client-${stream}`));
    expect(events.map(({ data }) => data)).toEqual(
      events.map((_, index) => stream + 7 * Math.floor(index / 2)),
    );
    expect(events.map(({ position }) => position)).toEqual(
      events.map(({ position }) => position).toSorted((a, b) => a - b),
    );
  }
});

const STREAMS = ["s-1", "s-2"] as const;
const types = ["A", "B", "C"] as const;
const anyEvent = fc.record({
  id: fc.nat(15).map(String),
  type: fc.constantFrom(...types),
  data: fc.constantFrom("{}", '{"x":1}', '{"x":2}', '{"x":{"y":"1"}}'),
  metadata: fc.constant("{}"),
});
const where = fc.constantFrom<Matcher["where"]>(
  [],
  [{ path: ["x"], operator: "=", value: 1 }],
  [{ path: ["x"], operator: "!=", value: 1 }],
  [{ path: ["x", "y"], operator: "=", value: "1" }],
);
const matcher = fc.oneof(
  fc.record({ type: fc.constantFrom(...types), where }),
  fc.record({ anythingExcept: fc.subarray([...types]), where }),
);
const anyRequest: fc.Arbitrary<AppendRequest> = fc
  .record({
    mode: fc.oneof(
      { arbitrary: fc.constant("write" as const), weight: 7 },
      { arbitrary: fc.constant("look-up" as const), weight: 1 },
    ),
    streamId: fc.constantFrom(...STREAMS),
    events: fc.uniqueArray(anyEvent, { minLength: 1, maxLength: 2, selector: ({ id }) => id }),
    expectedVersion: fc.oneof(
      { arbitrary: fc.nat(4), weight: 4 },
      { arbitrary: fc.constantFrom("any" as const, "noStream" as const, "streamExists" as const), weight: 1 },
    ),
    conflictsWith: fc.oneof(fc.constant("any-event" as const), fc.array(matcher, { maxLength: 2 })),
  })
  .map((parts) =>
    request({
      ...parts,
      checkAfter: typeof parts.expectedVersion === "number" ? parts.expectedVersion : null,
    }),
  );

const anyBatch = fc.array(anyRequest, { minLength: 1, maxLength: 10 });

test("any batches have the same outcomes as their appends one after the other on the memory adapter", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyBatch, { minLength: 1, maxLength: 3 }), async (batches) => {
      const run = crypto.randomUUID();
      const reference = memoryAdapter();
      const inThisRun = (streamId: string): string => `${streamId}-${run}`;
      for (const batch of batches) {
        const appends = batch.map((append) => ({ ...append, streamId: inThisRun(append.streamId) }));
        const expected: AppendOutcome[] = [];
        for (const append of appends) expected.push(await reference.append(append));
        expect((await together(...appends)).map(comparable)).toEqual(expected.map(comparable));
      }
      for (const streamId of STREAMS.map(inThisRun)) {
        const written = await Array.fromAsync(adapter.readStream(streamId));
        expect(written.map(essence)).toEqual(
          (await Array.fromAsync(reference.readStream(streamId))).map(essence),
        );
      }
    }),
    { numRuns: 300 },
  );
});

/** Without positions, which differ between stores. */
function comparable(outcome: AppendOutcome): unknown {
  if (outcome.kind === "conflict") return { ...outcome, conflicting: outcome.conflicting.map(essence) };
  return { ...outcome, position: 0 };
}

function essence({ id, type, version, data, provenance }: RecordedEvent): unknown {
  return { id, type, version, data, provenance };
}
