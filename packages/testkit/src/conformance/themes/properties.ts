/** Random requests and reads, compared with a small model of the contract that shares no code with any adapter. */

import { categoryOf, type RecordedEvent } from "@truce/core";
import type {
  AppendOutcome,
  AppendRequest,
  ListStreamsOptions,
  ReadAllOptions,
  ReadStreamOptions,
} from "@truce/core/adapter";
import fc from "fast-check";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { expectIncreasing } from "../expect-written.ts";
import { modelAppend, type ModelEvent, type ModelOutcome } from "../model/contract-model.ts";
import { intents, requestFor } from "../model/intents.ts";
import { modelListStreams, modelReadAll, modelReadStream } from "../model/read-model.ts";
import { event, events } from "../requests.ts";
import type { StoreUnderTest } from "../store-under-test.ts";

export const properties: Theme = ({ test, isExact, property }) => {
  test(
    "whatever is appended, outcomes and contents follow the contract",
    { timeout: LONG },
    async ({ store }) => {
      let run = 0;
      const asInModel = fc.asyncProperty(intents({ isExact }), async (sequence) => {
        // Every run has its own streams, because opening a new store is slow for some adapters.
        run++;
        const streams = [`run${run}-1`, `run${run}-2`] as const;
        const started = (await store.readAll()).at(-1)?.position;
        const requests: AppendRequest[] = [];
        let log: readonly ModelEvent[] = [];
        for (const intent of sequence) {
          const versionOf = (streamId: string): number =>
            log.filter((one) => one.streamId === streamId).length;
          const request = requestFor(intent, streams, versionOf, requests);
          requests.push(request);
          const expected = modelAppend(log, request);
          const outcome = await store.adapter.append(request);
          log = expected.log;
          expect(withoutPositions(outcome)).toEqual(expected.outcome);
          await expectPosition(store, request.streamId, outcome);
        }
        const recorded = await store.readAll({ afterPosition: started });
        expect(recorded.map(predictable)).toEqual(log);
        expectIncreasing(recorded.map(({ position }) => position));
        const category = `run${run}`;
        expect(await store.listStreams({ category })).toEqual(modelListStreams(log, { category }));
      });
      await fc.assert(asInModel, property);
    },
  );

  test("every read of a stream yields the part that it asks for", { timeout: LONG }, async ({ store }) => {
    const log = await givenManyStreams(store);
    const anEvent = fc.option(fc.constantFrom(...log), { nil: undefined });
    const partly = fc.asyncProperty(
      streamIdToRead,
      readStreamOptions,
      anEvent,
      async (streamId, options, one) => {
        const asked = { ...options, ...(one && { eventId: one.id }) };
        expect(await store.readStream(streamId, asked)).toEqual(modelReadStream(log, streamId, asked));
      },
    );
    await fc.assert(partly, property);
  });

  test("every read of the store yields the part that it asks for", { timeout: LONG }, async ({ store }) => {
    const log = await givenManyStreams(store);
    const aPosition = fc.option(fc.constantFrom(...log.map(({ position }) => position)), { nil: undefined });
    const partly = fc.asyncProperty(
      aPosition,
      aPosition,
      readAllOptions,
      async (afterPosition, beforePosition, options) => {
        const asked = { ...options, afterPosition, beforePosition };
        expect(await store.readAll(asked)).toEqual(modelReadAll(log, asked));
      },
    );
    await fc.assert(partly, property);
  });

  test("every list of the streams yields the part that it asks for", { timeout: LONG }, async ({ store }) => {
    const ids = new Set(fc.sample(streamIdToList, { numRuns: 60, seed: 1 }));
    for (const streamId of ids) await store.given(events("A", "B"), { streamId });
    const log = await store.readAll();
    const partly = fc.asyncProperty(listStreamsOptions, async (options) => {
      expect(await store.listStreams(options)).toEqual(modelListStreams(log, options));
    });
    await fc.assert(partly, property);
  });
};

const streamIdToRead = fc.constantFrom("client-1", "client-2", "meeting-1", "solo", "client-none");

const readStreamOptions: fc.Arbitrary<ReadStreamOptions> = fc.record(
  {
    afterVersion: fc.nat({ max: 16 }),
    beforeVersion: fc.nat({ max: 16 }),
    direction: fc.constantFrom("forwards", "backwards"),
    limit: fc.nat({ max: 16 }),
  },
  { requiredKeys: [] },
);

const readAllOptions: fc.Arbitrary<ReadAllOptions> = fc.record(
  {
    types: fc.subarray(["A", "B", "C", "None"]),
    categories: fc.subarray(["client", "meeting", "solo", "none"]),
    direction: fc.constantFrom("forwards", "backwards"),
    limit: fc.nat({ max: 50 }),
  },
  { requiredKeys: [] },
);

/** Characters around `-`, the ends of the lengths in UTF-8, and both sides of the surrogates. */
const unit = fc.constantFrom(
  "-",
  "-",
  ",",
  ".",
  "a",
  "a",
  "\u{1}",
  "\u{7f}",
  "\u{80}",
  "\u{7ff}",
  "\u{d7ff}",
  "\u{e000}",
  "\u{ffff}",
  "\u{10000}",
  "\u{10ffff}",
);

const streamIdToList = fc.string({ unit, minLength: 1, maxLength: 4 });

const listStreamsOptions: fc.Arbitrary<ListStreamsOptions> = fc.record(
  {
    category: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom("a", "") },
      { weight: 1, arbitrary: streamIdToList.map(categoryOf) },
    ),
    afterStreamId: streamIdToList,
    limit: fc.nat({ max: 20 }),
  },
  { requiredKeys: [] },
);

/** Commits 48 events to four streams of three categories, alternating between the streams. */
async function givenManyStreams(store: StoreUnderTest): Promise<readonly RecordedEvent[]> {
  for (let round = 0; round < 6; round++) {
    for (const streamId of ["client-1", "meeting-1", "client-2", "solo"]) {
      const types = ["A", "B", "C"].slice(round % 3);
      await store.given(
        types.map((type) => event(type, { round })),
        { streamId },
      );
    }
  }
  const log = await store.readAll();
  expect(log).toHaveLength(48);
  return log;
}

function withoutPositions(outcome: AppendOutcome): ModelOutcome {
  switch (outcome.kind) {
    case "appended":
    case "merged":
    case "duplicate": {
      const { kind, firstVersion, lastVersion } = outcome;
      return { kind, firstVersion, lastVersion };
    }
    case "conflict":
      return { ...outcome, conflicting: outcome.conflicting.map(predictable) };
    default:
      return outcome;
  }
}

function predictable(recorded: RecordedEvent): ModelEvent {
  const { id, streamId, version, type, data, metadata, provenance } = recorded;
  return { id, streamId, version, type, data, metadata, provenance };
}

async function expectPosition(
  store: StoreUnderTest,
  streamId: string,
  outcome: AppendOutcome,
): Promise<void> {
  if (!("position" in outcome)) return;
  const { lastVersion, position } = outcome;
  const [last] = await store.readStream(streamId, { afterVersion: lastVersion - 1, limit: 1 });
  expect(last).toMatchObject({ version: lastVersion, position });
}
