/**
 * Appends are whole: seen by two handles on one store, and by an append that dies half-way. An adapter whose storage runs one
 * call at a time passes everything else without a transaction.
 */

import type { AppendOutcome, AppendRequest, StorageAdapter } from "@truce/core/adapter";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { expectWhole } from "../expect-whole.ts";
import { events, manyEvents, ofType, request, STREAM } from "../requests.ts";
import { collect, type StoreUnderTest } from "../store-under-test.ts";

const ROUNDS = 20;

const NOTHING = "no event of an append that died half-way is there";

export const wholeAppends: Theme = ({ test }) => {
  test("a second handle sees what the first has appended, and judges by it", async ({ store }) => {
    const other = await store.another();
    await store.given(events("A", "B"));
    expect(await collect(other.readStream(STREAM))).toEqual(await store.readStream(STREAM));
    const stale = request(events("C"), { expectedVersion: 0, conflictsWith: [ofType("B")] });
    expect(await other.append(stale)).toMatchObject({ kind: "conflict", actualVersion: 2, count: 1 });
    expect(await other.append(request(events("C")))).toMatchObject({ kind: "appended", firstVersion: 3 });
    expect(await store.append(stale)).toMatchObject({ kind: "conflict", actualVersion: 3 });
  });

  test("of two handles that conflict exactly one wins, every time", { timeout: LONG }, async ({ store }) => {
    const handles = [store.adapter, await store.another()];
    for (let round = 0; round < ROUNDS; round++) {
      const type = `Claimed${round}`;
      const claim = (): AppendRequest =>
        request(events(type, "Note", "Note"), { expectedVersion: 3 * round, conflictsWith: [ofType(type)] });
      const outcomes = await Promise.all(handles.map((handle) => appendUntilKnown(handle, claim())));
      expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["appended", "conflict"]);
    }
    await expectWhole(store);
  });

  test(
    "appends of two handles never mix, and neither sees a part of one",
    { timeout: LONG },
    async ({ store }) => {
      const handles = [store.adapter, await store.another()];
      const write = async (handle: StorageAdapter): Promise<void> => {
        for (let round = 0; round < ROUNDS; round++) {
          const sent = request(manyEvents(3, "A"), { expectedVersion: 0, conflictsWith: [] });
          expect((await appendUntilKnown(handle, sent)).kind).toMatch(/^(appended|merged|duplicate)$/);
          expect((await collect(handle.readStream(STREAM))).length % 3).toBe(0);
        }
      };
      await Promise.all(handles.map(write));
      await expectWhole(store);
      expect(await store.readStream(STREAM)).toHaveLength(2 * ROUNDS * 3);
    },
  );

  test("an append that dies half-way leaves nothing, and can be made again", async ({ store }) => {
    await store.given(events("Before"));
    const dying = request(events("A", "B", "C"), { rules: null });
    await dies(store, dying);
    expect(
      (await store.readStream(STREAM)).map(({ type }) => type),
      NOTHING,
    ).toEqual(["Before"]);
    expect(await store.append(dying), "none of its ids is taken").toMatchObject({
      kind: "appended",
      firstVersion: 2,
    });
  });

  test("an append that dies half-way leaves nothing for a handle that is opened later", async ({ store }) => {
    await store.given(events("Before"));
    const dying = request(events("A", "B", "C"), { streamId: "client-new", expectedVersion: "noStream" });
    await dies(store, dying);
    await store.reopen();
    expect(await store.readStream("client-new"), NOTHING).toEqual([]);
    expect(await store.append(dying), "the stream does not exist").toMatchObject({ kind: "appended" });
    await expectWhole(store);
  });
};

/** @throws Error of an expectation if the append came through: then nothing was interrupted, and nothing is tested. */
async function dies(store: StoreUnderTest, dying: AppendRequest): Promise<void> {
  const ended = await store
    .interrupt(() => store.adapter.append(dying))
    .then(
      ({ kind }) => kind,
      () => "died",
    );
  expect(ended, "`interrupt` must make the append die before it is complete").toBe("died");
}

/** An append that finds the storage busy is made again, as the event store does. */
async function appendUntilKnown(handle: StorageAdapter, toAppend: AppendRequest): Promise<AppendOutcome> {
  for (;;) {
    try {
      return await handle.append(toAppend);
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      expect(
        ["unavailable", "outcome-unknown"],
        `two handles at once: the adapter threw "${String(error)}"; throw UnavailableError if nothing was written, and ` +
          "OutcomeUnknownError if that is not known",
      ).toContain(code);
    }
  }
}
