/**
 * Many appends at the same time. An adapter that checks for conflicts in one step and writes in another passes all
 * other themes and fails here.
 */

import type { AppendOutcome, AppendRequest } from "@truce/core/adapter";
import fc from "fast-check";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { expectIntact } from "../expect-intact.ts";
import { intents, requestFor } from "../model/intents.ts";
import { mismatchOf } from "../mismatch.ts";
import { events, manyEvents, ofType, request, STREAM } from "../requests.ts";
import type { StoreUnderTest } from "../store-under-test.ts";

const WRITERS = 24;

export const concurrency: Theme = ({ test, isExact, property }) => {
  test("of many writers that create a stream, exactly one succeeds", { timeout: LONG }, async ({ store }) => {
    const outcomes = await appendAtOnce(store, () =>
      request(events("Created"), { expectedVersion: "noStream" }),
    );
    expect(outcomes.filter(({ kind }) => kind === "appended")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "wrong-version")).toHaveLength(WRITERS - 1);
    expect(await store.readStream(STREAM)).toHaveLength(1);
  });

  test(
    "of many writers that conflict with each other, exactly one succeeds",
    { timeout: LONG },
    async ({ store }) => {
      await store.given(manyEvents(WRITERS, "Before"));
      const conflictsWith = [ofType("Claimed")];
      const outcomes = await appendAtOnce(store, (writer) =>
        request(events("Claimed"), { expectedVersion: writer, conflictsWith }),
      );
      expect(outcomes.filter(({ kind }) => kind === "merged" || kind === "appended")).toHaveLength(1);
      const refused = outcomes.filter(({ kind }) => kind === "conflict");
      expect(refused).toHaveLength(WRITERS - 1);
      for (const outcome of refused) {
        expect(outcome).toMatchObject({ count: 1, conflicting: [{ type: "Claimed", version: WRITERS + 1 }] });
      }
      expect(await store.readStream(STREAM)).toHaveLength(WRITERS + 1);
    },
  );

  test(
    "each of several things is claimed by exactly one of many writers",
    { timeout: LONG },
    async ({ store }) => {
      const outcomes = await appendAtOnce(store, (writer) => {
        const type = `Claimed${writer % 4}`;
        return request(events(type), { expectedVersion: 0, conflictsWith: [ofType(type)] });
      });
      expect(outcomes.filter(({ kind }) => kind === "conflict")).toHaveLength(WRITERS - 4);
      const claimed = (await store.readStream(STREAM)).map(({ type }) => type);
      expect(claimed.toSorted()).toEqual(["Claimed0", "Claimed1", "Claimed2", "Claimed3"]);
    },
  );

  test(
    "many writers that never conflict all succeed, at consecutive versions",
    { timeout: LONG },
    async ({ store }) => {
      const outcomes = await appendAtOnce(store, () =>
        request(events("A"), { expectedVersion: 0, conflictsWith: [] }),
      );
      const firstVersions = outcomes.map((outcome) =>
        "firstVersion" in outcome ? outcome.firstVersion : outcome.kind,
      );
      expect(firstVersions.toSorted((left, right) => Number(left) - Number(right))).toEqual(oneTo(WRITERS));
      expect(outcomes.filter(({ kind }) => kind === "appended")).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === "merged")).toHaveLength(WRITERS - 1);
    },
  );

  test("many writers that expect any version all succeed", { timeout: LONG }, async ({ store }) => {
    const outcomes = await appendAtOnce(store, () => request(events("A", "B")));
    expect(outcomes.every(({ kind }) => kind === "appended")).toBe(true);
    const recorded = await store.readStream(STREAM);
    expect(recorded.map(({ version }) => version)).toEqual(oneTo(2 * WRITERS));
  });

  test(
    "an append that is sent many times at the same time is written once",
    { timeout: LONG },
    async ({ store }) => {
      const append = request(events("A", "B"), { expectedVersion: 0 });
      const outcomes = await appendAtOnce(store, () => append);
      expect(outcomes.filter(({ kind }) => kind === "appended")).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === "duplicate")).toHaveLength(WRITERS - 1);
      expect(await store.readStream(STREAM)).toHaveLength(2);
    },
  );

  test("the events of an append stay side by side", { timeout: LONG }, async ({ store }) => {
    const many = (writer: number): AppendRequest => request(manyEvents(5, `Writer${writer}`));
    await Promise.all([
      appendAtOnce(store, (writer) => many(writer)),
      appendAtOnce(store, (writer) => ({ ...many(writer), streamId: `client-${writer % 3}` })),
    ]);
    await expectIntact(store);
  });

  test("a reader never sees part of an append", { timeout: LONG }, async ({ store }) => {
    const writing = appendAtOnce(store, () => request(manyEvents(3, "A")));
    for (let read = 0; read < WRITERS; read++) {
      const recorded = await store.readStream(STREAM);
      expect(recorded.length % 3).toBe(0);
      expect(recorded.map(({ version }) => version)).toEqual(oneTo(recorded.length));
    }
    await writing;
  });

  test(
    "whatever is appended at the same time, no conflict is merged",
    { timeout: LONG },
    async ({ store }) => {
      let run = 0;
      const neverMerged = fc.asyncProperty(intents({ isExact }), async (sequence) => {
        run++;
        const streams = [`run${run}-1`, `run${run}-2`] as const;
        const requests: AppendRequest[] = [];
        for (const streamId of streams) await store.given(manyEvents(3, "A"), { streamId });
        for (const intent of sequence) requests.push(requestFor(intent, streams, () => 3, requests));
        const outcomes = await Promise.all(requests.map((append) => store.adapter.append(append)));
        for (const [index, append] of requests.entries()) {
          const stream = await store.readStream(append.streamId);
          expect(mismatchOf(append, outcomes[index] as AppendOutcome, stream)).toBeUndefined();
        }
        await expectIntact(store);
      });
      await fc.assert(neverMerged, property);
    },
  );
};

function appendAtOnce(
  store: StoreUnderTest,
  requestOf: (writer: number) => AppendRequest,
): Promise<readonly AppendOutcome[]> {
  const writers = Array.from({ length: WRITERS }, (_, writer) => writer);
  return Promise.all(writers.map((writer) => store.adapter.append(requestOf(writer))));
}

function oneTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
