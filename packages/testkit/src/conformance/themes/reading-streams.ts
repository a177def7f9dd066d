/** Reading one stream by version, forwards and backwards, completely or in part. */

import type { RecordedEvent } from "@truce/core";
import type { ReadStreamOptions } from "@truce/core/adapter";
import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { event, events, manyEvents, request, STREAM } from "../requests.ts";

/** Reads of a stream of five events. */
const CASES: readonly (readonly [options: ReadStreamOptions, versions: readonly number[]])[] = [
  [{}, [1, 2, 3, 4, 5]],
  [{ direction: "forwards" }, [1, 2, 3, 4, 5]],
  [{ direction: "backwards" }, [5, 4, 3, 2, 1]],
  [{ afterVersion: 0 }, [1, 2, 3, 4, 5]],
  [{ afterVersion: 2 }, [3, 4, 5]],
  [{ afterVersion: 5 }, []],
  [{ afterVersion: 9 }, []],
  [{ beforeVersion: 0 }, []],
  [{ beforeVersion: 1 }, []],
  [{ beforeVersion: 3 }, [1, 2]],
  [{ beforeVersion: 6 }, [1, 2, 3, 4, 5]],
  [{ beforeVersion: Number.MAX_SAFE_INTEGER }, [1, 2, 3, 4, 5]],
  [{ afterVersion: 1, beforeVersion: 5 }, [2, 3, 4]],
  [{ afterVersion: 3, beforeVersion: 4 }, []],
  [{ afterVersion: 4, beforeVersion: 2 }, []],
  [{ afterVersion: 1, beforeVersion: 5, direction: "backwards" }, [4, 3, 2]],
  [{ limit: 0 }, []],
  [{ limit: 2 }, [1, 2]],
  [{ limit: 9 }, [1, 2, 3, 4, 5]],
  [{ limit: 2, afterVersion: 1 }, [2, 3]],
  [{ limit: 2, direction: "backwards" }, [5, 4]],
  [{ limit: 0, direction: "backwards" }, []],
  [{ limit: 2, beforeVersion: 4, direction: "backwards" }, [3, 2]],
];

export const readingStreams: Theme = ({ test }) => {
  test.for(CASES)("%j reads %j of five events", async ([options, versions], { store }) => {
    await store.given(events("A", "B", "C"));
    await store.given(events("A"), { streamId: "client-other" });
    await store.given(events("D", "E"));
    expect((await store.readStream(STREAM, options)).map(({ version }) => version)).toEqual(versions);
  });

  test("an undefined option is the same as no option", async ({ store }) => {
    await store.given(events("A", "B", "C"));
    const options = {
      afterVersion: undefined,
      beforeVersion: undefined,
      direction: undefined,
      eventId: undefined,
      limit: undefined,
    };
    expect(await store.readStream(STREAM, options)).toEqual(await store.readStream(STREAM));
  });

  test("an event is found by its id, and only in its own stream", async ({ store }) => {
    await store.given([event("A", 1, { id: "first" }), event("B", 2, { id: "second" })]);
    await store.given([event("C", 3, { id: "first" })], { streamId: "client-other" });
    const found = async (streamId: string, options: ReadStreamOptions) =>
      (await store.readStream(streamId, options)).map(({ type, version }) => ({ type, version }));
    expect(await found(STREAM, { eventId: "first" })).toEqual([{ type: "A", version: 1 }]);
    expect(await found(STREAM, { eventId: "second", direction: "backwards" })).toEqual([
      { type: "B", version: 2 },
    ]);
    expect(await found("client-other", { eventId: "first" })).toEqual([{ type: "C", version: 1 }]);
    expect(await found("client-other", { eventId: "second" })).toEqual([]);
    expect(await found("client-none", { eventId: "first" })).toEqual([]);
    // The other options still apply.
    expect(await found(STREAM, { eventId: "second", afterVersion: 1, beforeVersion: 3 })).toHaveLength(1);
    expect(await found(STREAM, { eventId: "second", afterVersion: 2 })).toEqual([]);
    expect(await found(STREAM, { eventId: "second", beforeVersion: 2 })).toEqual([]);
    expect(await found(STREAM, { eventId: "second", limit: 0 })).toEqual([]);
  });

  test("a stream that does not exist has no events", async ({ store }) => {
    expect(await store.readStream("client-none")).toEqual([]);
    expect(await store.readStream("client-none", { direction: "backwards", limit: 1 })).toEqual([]);
    const outcome = await store.append(
      request(events("A"), { streamId: "client-none", expectedVersion: "streamExists" }),
    );
    expect(outcome, "reading does not create a stream").toEqual({ kind: "wrong-version", actualVersion: 0 });
  });

  test("every read that starts after an acknowledgement sees the acknowledged events", async ({ store }) => {
    for (let version = 1; version <= 10; version++) {
      await store.given(events("A"));
      const [last] = await store.readStream(STREAM, { direction: "backwards", limit: 1 });
      expect(last?.version).toBe(version);
    }
  });

  test("a stream with many events is read completely, in both directions", async ({ store }) => {
    await store.given(manyEvents(1_000, "A"));
    await store.given(manyEvents(1_000, "A"));
    await store.given(manyEvents(345, "A"));
    const forwards = await store.readStream(STREAM);
    expect(forwards.map(({ version }) => version)).toEqual(
      Array.from({ length: 2_345 }, (_, index) => index + 1),
    );
    expect(await store.readStream(STREAM, { direction: "backwards" })).toEqual(forwards.toReversed());
  });

  test("an iteration can be stopped, and the stream can be read and appended to afterwards", async ({
    store,
  }) => {
    await store.given(manyEvents(10, "A"));
    for (let round = 0; round < 20; round++) {
      for await (const { version } of store.adapter.readStream(STREAM)) if (version === 3) break;
    }
    expect((await store.append(request(events("B")))).kind).toBe("appended");
  });

  test("a loop over a stream can append to it, and skips and repeats no event", async ({ store }) => {
    await store.given(manyEvents(5, "A"));
    const read: number[] = [];
    for await (const { version } of store.adapter.readStream(STREAM)) {
      read.push(version);
      if (version <= 5) await store.given(events("B"));
    }
    expect(read.length).toBeGreaterThanOrEqual(5);
    expect(read).toEqual(read.map((_, index) => index + 1));
  });

  test("a loop over a stream backwards can append to it as well", async ({ store }) => {
    await store.given(manyEvents(5, "A"));
    const read: number[] = [];
    for await (const { version } of store.adapter.readStream(STREAM, { direction: "backwards" })) {
      read.push(version);
      await store.given(events("B"));
    }
    expect(read).toEqual([5, 4, 3, 2, 1]);
  });

  test("two iterations over one stream do not affect each other", async ({ store }) => {
    await store.given(manyEvents(4, "A"));
    const pairs: (readonly [number, number])[] = [];
    for await (const outer of store.adapter.readStream(STREAM)) {
      for await (const inner of store.adapter.readStream(STREAM)) pairs.push(versionsOf(outer, inner));
    }
    expect(pairs).toEqual([1, 2, 3, 4].flatMap((outer) => [1, 2, 3, 4].map((inner) => [outer, inner])));
  });
};

function versionsOf(outer: RecordedEvent, inner: RecordedEvent): readonly [number, number] {
  return [outer.version, inner.version];
}
