/**
 * Appends are atomic: for two handles on one store, and if an append dies half-way. An adapter whose storage runs one call
 * at a time passes all other themes even without a transaction.
 */

import type { AppendOutcome, AppendRequest, StorageAdapter } from "@truce/core/adapter";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { expectIntact } from "../expect-intact.ts";
import { events, manyEvents, ofType, request, STREAM } from "../requests.ts";
import type { StoreUnderTest } from "../store-under-test.ts";

const ROUNDS = 20;

const NOTHING = "an append that died half-way has left no event";

export const atomicity: Theme = ({ test }) => {
  test("a second handle sees what the first has appended, and finds conflicts with it", async ({ store }) => {
    const other = await store.another();
    await store.given(events("A", "B"));
    expect(await Array.fromAsync(other.readStream(STREAM))).toEqual(await store.readStream(STREAM));
    const stale = request(events("C"), { expectedVersion: 0, conflictsWith: [ofType("B")] });
    expect(await other.append(stale)).toMatchObject({ kind: "conflict", actualVersion: 2, count: 1 });
    expect(await other.append(request(events("C")))).toMatchObject({ kind: "appended", firstVersion: 3 });
    expect(await store.append(stale)).toMatchObject({ kind: "conflict", actualVersion: 3 });
  });

  test(
    "of two handles that conflict, exactly one succeeds, every time",
    { timeout: LONG },
    async ({ store }) => {
      const handles = [store.adapter, await store.another()];
      for (let round = 0; round < ROUNDS; round++) {
        const type = `Claimed${round}`;
        const claim = (): AppendRequest =>
          request(events(type, "Note", "Note"), {
            expectedVersion: 3 * round,
            conflictsWith: [ofType(type)],
          });
        const outcomes = await Promise.all(handles.map((handle) => appendUntilKnown(handle, claim())));
        expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(["appended", "conflict"]);
      }
      await expectIntact(store);
    },
  );

  test(
    "appends of two handles never mix, and neither handle sees part of one",
    { timeout: LONG },
    async ({ store }) => {
      const handles = [store.adapter, await store.another()];
      const write = async (handle: StorageAdapter): Promise<void> => {
        for (let round = 0; round < ROUNDS; round++) {
          const sent = request(manyEvents(3, "A"), { expectedVersion: 0, conflictsWith: [] });
          expect((await appendUntilKnown(handle, sent)).kind).toMatch(/^(appended|merged|duplicate)$/);
          expect((await Array.fromAsync(handle.readStream(STREAM))).length % 3).toBe(0);
        }
      };
      await Promise.all(handles.map(write));
      await expectIntact(store);
      expect(await store.readStream(STREAM)).toHaveLength(2 * ROUNDS * 3);
    },
  );

  test("an append that dies half-way leaves nothing, and can be repeated", async ({ store }) => {
    await store.given(events("Before"));
    const dying = request(events("A", "B", "C"), { rules: null });
    await dies(store, dying);
    expect(
      (await store.readStream(STREAM)).map(({ type }) => type),
      NOTHING,
    ).toEqual(["Before"]);
    expect(await store.append(dying), "its ids are still free").toMatchObject({
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
    await expectIntact(store);
  });
};

/** Fails if the append succeeds, because then nothing was interrupted and nothing is tested. */
async function dies(store: StoreUnderTest, dying: AppendRequest): Promise<void> {
  const ended = await store
    .interrupt(() => store.adapter.append(dying))
    .then(
      ({ kind }) => kind,
      () => "died",
    );
  expect(ended, "`interrupt` must make the append die before it is complete").toBe("died");
}

/** Retries an append while the storage is busy, as the event store does. */
async function appendUntilKnown(handle: StorageAdapter, toAppend: AppendRequest): Promise<AppendOutcome> {
  for (;;) {
    try {
      return await handle.append(toAppend);
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      expect(
        ["unavailable", "outcome-unknown"],
        `two handles at the same time: the adapter threw "${String(error)}"; throw UnavailableError if certainly nothing was written, ` +
          "and OutcomeUnknownError otherwise",
      ).toContain(code);
    }
  }
}
