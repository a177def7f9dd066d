/** Reading the whole store by position, in both directions: all of it, a part of it, by type and by category. */

import type { RecordedEvent } from "@truce/core";
import type { ReadAllOptions } from "@truce/core/adapter";
import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { expectIncreasing } from "../expect-written.ts";
import { event, events, manyEvents, request } from "../requests.ts";
import type { StoreUnderTest } from "../store-under-test.ts";

/** Reads of the seven events that `givenSeven` commits. */
const CASES: readonly (readonly [options: ReadAllOptions, ids: readonly string[]])[] = [
  [{}, ["1", "2", "3", "4", "5", "6", "7"]],
  [{ limit: 0 }, []],
  [{ limit: 3 }, ["1", "2", "3"]],
  [{ limit: 99 }, ["1", "2", "3", "4", "5", "6", "7"]],
  [{ types: ["B"] }, ["2", "5", "6"]],
  [{ types: ["A", "C"] }, ["1", "3", "4", "7"]],
  [{ types: ["b"] }, []],
  [{ types: [] }, []],
  [{ types: ["B", "B"], limit: 2 }, ["2", "5"]],
  [{ categories: ["client"] }, ["1", "2", "5"]],
  [{ categories: ["client", "meeting"] }, ["1", "2", "3", "5", "6"]],
  [{ categories: ["clients"] }, ["4"]],
  [{ categories: ["solo"] }, ["7"]],
  [{ categories: ["client-1"] }, []],
  [{ categories: ["clien"] }, []],
  [{ categories: [] }, []],
  [{ types: ["B"], categories: ["client"] }, ["2", "5"]],
  [{ types: ["A"], categories: ["meeting"] }, []],
  [{ types: ["B"], categories: ["client", "meeting"], limit: 2 }, ["2", "5"]],
  [{ direction: "forwards" }, ["1", "2", "3", "4", "5", "6", "7"]],
  [{ direction: "backwards" }, ["7", "6", "5", "4", "3", "2", "1"]],
  [{ direction: "backwards", limit: 0 }, []],
  [{ direction: "backwards", limit: 2 }, ["7", "6"]],
  [{ direction: "backwards", types: ["B"] }, ["6", "5", "2"]],
  [{ direction: "backwards", categories: ["client"], limit: 2 }, ["5", "2"]],
  [{ beforePosition: 0 }, []],
  [{ beforePosition: Number.MAX_SAFE_INTEGER }, ["1", "2", "3", "4", "5", "6", "7"]],
  [{ beforePosition: 0, direction: "backwards" }, []],
];

export const readingEverything: Theme = ({ test }) => {
  test.for(CASES)("%j reads %j of seven events", async ([options, ids], { store }) => {
    await givenSeven(store);
    expect((await store.readAll(options)).map(({ id }) => id)).toEqual(ids);
  });

  test("an undefined option is the same as no option", async ({ store }) => {
    await givenSeven(store);
    const options = {
      afterPosition: undefined,
      beforePosition: undefined,
      direction: undefined,
      types: undefined,
      categories: undefined,
      limit: undefined,
    };
    expect(await store.readAll(options)).toEqual(await store.readAll());
  });

  test("an empty store has no events", async ({ store }) => {
    expect(await store.readAll()).toEqual([]);
    expect(await store.readAll({ direction: "backwards", limit: 1 })).toEqual([]);
  });

  test("the store is read by position, and each stream in it by version", async ({ store }) => {
    await givenSeven(store);
    const all = await store.readAll();
    expectIncreasing(all.map(({ position }) => position));
    for (const streamId of new Set(all.map((recorded) => recorded.streamId))) {
      expect(await store.readStream(streamId)).toEqual(
        all.filter((recorded) => recorded.streamId === streamId),
      );
    }
  });

  test("a reader that continues after the last position it has seen misses nothing", async ({ store }) => {
    await givenSeven(store);
    const all = await store.readAll();
    for (const [index, { position }] of all.entries()) {
      expect(await store.readAll({ afterPosition: position })).toEqual(all.slice(index + 1));
      expect(await store.readAll({ afterPosition: position, types: ["B"], limit: 1 })).toEqual(
        all
          .slice(index + 1)
          .filter(({ type }) => type === "B")
          .slice(0, 1),
      );
    }
    expect(await store.readAll({ afterPosition: 0 })).toEqual(all);
    expect(await store.readAll({ afterPosition: Number.MAX_SAFE_INTEGER })).toEqual([]);
  });

  test("a part between two positions is read without the events at them, in both directions", async ({
    store,
  }) => {
    await givenSeven(store);
    const all = await store.readAll();
    for (const [first, { position: afterPosition }] of all.entries()) {
      for (const [last, { position: beforePosition }] of all.entries()) {
        const part = { afterPosition, beforePosition };
        const between = all.slice(first + 1, Math.max(last, first + 1));
        expect(await store.readAll(part)).toEqual(between);
        expect(await store.readAll({ ...part, direction: "backwards" })).toEqual(between.toReversed());
      }
    }
  });

  test("a read backwards begins with the last event that was acknowledged before it", async ({ store }) => {
    for (let version = 1; version <= 10; version++) {
      await store.given(events("A"));
      const [last] = await store.readAll({ direction: "backwards", limit: 1 });
      expect(last?.version).toBe(version);
    }
  });

  test("a store with many events is read completely, page by page", async ({ store }) => {
    for (let index = 0; index < 3; index++)
      await store.given(manyEvents(700, "A"), { streamId: `client-${index}` });
    const all = await store.readAll();
    expect(all).toHaveLength(2_100);
    const paged: RecordedEvent[] = [];
    for (const size of [999, 999, 102, 0]) {
      const page = await store.readAll({ afterPosition: paged.at(-1)?.position, limit: 999 });
      expect(page).toHaveLength(size);
      paged.push(...page);
    }
    expect(paged).toEqual(all);
    expect(await store.readAll({ direction: "backwards" })).toEqual(all.toReversed());
  });

  test("an iteration can be stopped, and the store can be read and appended to afterwards", async ({
    store,
  }) => {
    await givenSeven(store);
    for (let round = 0; round < 20; round++) {
      for await (const { id } of store.adapter.readAll()) if (id === "3") break;
    }
    expect((await store.append(request(events("A")))).kind).toBe("appended");
  });

  test("a loop over the store can append to it, and skips and repeats no event", async ({ store }) => {
    await givenSeven(store);
    const read: number[] = [];
    for await (const { id, position } of store.adapter.readAll()) {
      read.push(position);
      if (id.length === 1) await store.given(events("B"), { streamId: `client-${id}` });
    }
    const all = await store.readAll();
    expect(read.length).toBeGreaterThanOrEqual(7);
    expect(read).toEqual(all.slice(0, read.length).map(({ position }) => position));
  });

  test("a loop over the store backwards can append to it as well", async ({ store }) => {
    await givenSeven(store);
    const read: string[] = [];
    for await (const { id } of store.adapter.readAll({ direction: "backwards" })) {
      read.push(id);
      await store.given(events("B"), { streamId: `client-${id}` });
    }
    expect(read).toEqual(["7", "6", "5", "4", "3", "2", "1"]);
  });
};

async function givenSeven(store: StoreUnderTest): Promise<void> {
  await store.given([event("A", {}, { id: "1" }), event("B", {}, { id: "2" })], { streamId: "client-1" });
  await store.given([event("C", {}, { id: "3" })], { streamId: "meeting-1" });
  await store.given([event("A", {}, { id: "4" })], { streamId: "clients-1" });
  await store.given([event("B", {}, { id: "5" })], { streamId: "client-2" });
  await store.given([event("B", {}, { id: "6" })], { streamId: "meeting-1" });
  await store.given([event("C", {}, { id: "7" })], { streamId: "solo" });
}
