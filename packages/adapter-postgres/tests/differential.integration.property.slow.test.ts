/**
 * The same history on the memory adapter, on PostgreSQL and on PGlite: every attempt has the same outcome, and the same
 * events are stored. There is one step at a time, so that there is only one right result.
 */

import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore, type ConflictRules, type RecordedEvent } from "@truce/core";
import type { StorageAdapter } from "@truce/core/adapter";
import { PGlite } from "@electric-sql/pglite";
import { runs, TIMEOUT } from "@truce/test-support";
import {
  arbitraryConflictRules,
  arbitraryHistory,
  runHistory,
  type History,
  type Step,
} from "@truce/testkit";
import { type ClientObservation } from "@truce/testkit/history";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { postgresAdapter, type PostgresAdapter } from "../src/index.ts";
import { newPool, newSchema } from "./support/database.ts";
import { inBatches } from "./support/in-batches.ts";
import { arbitraryWrittenRules } from "./support/written-rules.ts";

const pool = newPool();
afterAll(() => pool.end());

const anyRules = fc.option(arbitraryConflictRules({ predicates: true }), { freq: 10, nil: undefined });

describe("on PostgreSQL", () => {
  const single = postgresAdapter({ pool }, { schema: newSchema() });
  const batched = inBatches(single);
  beforeAll(() => single.migrate());

  test(
    "any history has the same outcomes and events as on the memory adapter",
    { timeout: TIMEOUT },
    async () => {
      await fc.assert(
        fc.asyncProperty(anyRules, arbitraryHistory(), (rules, history) =>
          expectSameEnd(history, rules, single),
        ),
        runs(100),
      );
    },
  );

  test("the same if every append is in a batch", { timeout: TIMEOUT }, async () => {
    await fc.assert(
      fc.asyncProperty(anyRules, arbitraryHistory(), (rules, history) =>
        expectSameEnd(history, rules, batched),
      ),
      runs(100),
    );
  });

  test("the same under rules from .conflicts files", { timeout: TIMEOUT }, async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryWrittenRules(),
        arbitraryHistory(),
        fc.constantFrom(single, batched),
        ({ rules }, history, adapter) => expectSameEnd(history, rules, adapter),
      ),
      runs(100),
    );
  });
});

describe("on PGlite", () => {
  let pglite: PGlite;
  let embedded: PostgresAdapter;
  beforeAll(async () => {
    pglite = await PGlite.create();
    embedded = postgresAdapter({ pglite }, { schema: newSchema() });
    await embedded.migrate();
  }, TIMEOUT);
  afterAll(() => pglite.close());

  test(
    "any history has the same outcomes and events as on the memory adapter",
    { timeout: TIMEOUT },
    async () => {
      await fc.assert(
        fc.asyncProperty(anyRules, arbitraryHistory(), (rules, history) =>
          expectSameEnd(history, rules, embedded),
        ),
        runs(40),
      );
    },
  );

  test("the same under rules from .conflicts files", { timeout: TIMEOUT }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryWrittenRules(), arbitraryHistory(), ({ rules }, history) =>
        expectSameEnd(history, rules, embedded),
      ),
      runs(40),
    );
  });
});

test("generated histories lead to every kind of outcome that one writer can get", async () => {
  const histories = fc.sample(arbitraryHistory(), { seed: 1, numRuns: 100 });
  const written = fc.sample(arbitraryWrittenRules(), { seed: 1, numRuns: 100 });
  const kinds = new Set<string>();
  for (const [index, history] of histories.entries()) {
    const { observations } = await play(inOrder(history), written[index]?.rules, memoryAdapter());
    for (const { outcome } of observations) kinds.add(outcome.kind);
  }
  expect([...kinds].toSorted()).toEqual([
    "appended",
    "conflict",
    "duplicate",
    "id-reused",
    "merged",
    "wrong-version",
  ]);
});

async function expectSameEnd(
  history: History,
  rules: ConflictRules | undefined,
  adapter: StorageAdapter,
): Promise<void> {
  const mine = inOrder(onStreamsOfItsOwn(history));
  const reference = await play(mine, rules, memoryAdapter());
  const played = await play(mine, rules, adapter);
  expect(comparable(played)).toEqual(comparable(reference));
}

/** The result of a history. */
interface Played {
  readonly observations: readonly ClientObservation[];
  /** The events of its streams, by position. */
  readonly events: readonly RecordedEvent[];
}

async function play(
  history: History,
  rules: ConflictRules | undefined,
  adapter: StorageAdapter,
): Promise<Played> {
  const before = await lastPosition(adapter);
  const observations = await runHistory(history, createEventStore({ adapter, rules }));
  return { observations, events: await Array.fromAsync(adapter.readAll({ afterPosition: before })) };
}

const lastPositions = new WeakMap<StorageAdapter, number>();

/** The last position of the history before. */
async function lastPosition(adapter: StorageAdapter): Promise<number> {
  const events = await Array.fromAsync(adapter.readAll({ afterPosition: lastPositions.get(adapter) ?? 0 }));
  const last = events.at(-1)?.position ?? lastPositions.get(adapter) ?? 0;
  lastPositions.set(adapter, last);
  return last;
}

/** One writer that takes the steps of all writers in turn. */
function inOrder({ writers }: History): History {
  const longest = Math.max(...writers.map((steps) => steps.length));
  const turns = Array.from({ length: longest }, (_, turn) => writers.flatMap((steps) => steps[turn] ?? []));
  return { writers: [turns.flat()] };
}

/** Many histories share a store, so each gets streams of its own. The categories stay the same. */
function onStreamsOfItsOwn({ writers }: History): History {
  const run = crypto.randomUUID();
  const renamed = (step: Step): Step =>
    step.kind === "repeat" ? step : { ...step, streamId: `${step.streamId}-${run}` };
  return { writers: writers.map((steps) => steps.map(renamed)) };
}

/**
 * A value that is equal for two stores with the same history: positions and append ids are replaced by their order, and
 * times are left out.
 */
function comparable({ observations, events }: Played): unknown {
  const order = new Map<unknown, number>(events.map(({ position }, index) => [position, index + 1]));
  const appends = new Map(events.map(({ provenance }, index) => [provenance.append.id, index + 1]));
  const attempts = observations.map(({ rules, ...attempt }) => ({ ...attempt, rules: rules?.fingerprint }));
  return JSON.parse(
    JSON.stringify({ attempts, events }, (key, value: unknown) => {
      if (key === "recordedAt") return undefined;
      if (key === "position") return order.get(value) ?? value;
      if (key === "append") {
        const append = value as RecordedEvent["provenance"]["append"];
        return { ...append, id: appends.get(append.id) ?? append.id };
      }
      return value;
    }),
  ) as unknown;
}
