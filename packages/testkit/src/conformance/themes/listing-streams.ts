/** Listing the streams: all of them or those of a category, in the order of the bytes of their ids. */

import type { ListedStream, ListStreamsOptions } from "@truce/core/adapter";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { events, manyEvents, request } from "../requests.ts";
import type { StoreUnderTest } from "../store-under-test.ts";

/** In the order of their bytes in UTF-8. */
const IDS: readonly string[] = [
  "-1",
  "Client-1",
  "client",
  "client 1",
  "client-",
  "client-1",
  "client-10",
  "client-2",
  "client-2-1",
  "client.1",
  "clients-1",
  "client\u{e1}-1",
  "client\u{ff0d}1",
  "client\u{1f600}-1",
  "solo",
  "\u{fffd}-1",
  "\u{1f600}",
  "\u{1f600}-1",
];

/** Lists of the streams above. */
const CASES: readonly (readonly [options: ListStreamsOptions, ids: readonly string[]])[] = [
  [{}, IDS],
  [{ limit: 0 }, []],
  [{ limit: 2 }, ["-1", "Client-1"]],
  [{ limit: 99 }, IDS],
  [{ category: "" }, ["-1"]],
  [{ category: "client" }, ["client", "client-", "client-1", "client-10", "client-2", "client-2-1"]],
  [{ category: "Client" }, ["Client-1"]],
  [{ category: "clien" }, []],
  [{ category: "solo" }, ["solo"]],
  [{ category: "\u{1f600}" }, ["\u{1f600}", "\u{1f600}-1"]],
  [{ category: "client\u{ff0d}1" }, ["client\u{ff0d}1"]],
  [{ category: "client", limit: 1 }, ["client"]],
  [{ category: "client", limit: 3 }, ["client", "client-", "client-1"]],
  [{ afterStreamId: "\u{1f600}-1" }, []],
  [{ afterStreamId: "solo" }, ["\u{fffd}-1", "\u{1f600}", "\u{1f600}-1"]],
  [{ afterStreamId: "\u{fffd}-1" }, ["\u{1f600}", "\u{1f600}-1"]],
  [{ afterStreamId: "client-1", limit: 2 }, ["client-10", "client-2"]],
  [{ afterStreamId: "client-15", limit: 1 }, ["client-2"]],
  [
    { category: "client", afterStreamId: "client" },
    ["client-", "client-1", "client-10", "client-2", "client-2-1"],
  ],
  [{ category: "client", afterStreamId: "client-10" }, ["client-2", "client-2-1"]],
  [{ category: "client", afterStreamId: "client 1", limit: 1 }, ["client-"]],
  [{ category: "client", afterStreamId: "a", limit: 1 }, ["client"]],
  [{ category: "client", afterStreamId: "d" }, []],
];

export const listingStreams: Theme = ({ test }) => {
  test.for(CASES)("%j lists %j", async ([options, ids], { store }) => {
    await givenStreams(store);
    expect(idsOf(await store.listStreams(options))).toEqual(ids);
  });

  test("an undefined option is the same as no option", async ({ store }) => {
    await givenStreams(store);
    const options = { category: undefined, afterStreamId: undefined, limit: undefined };
    expect(await store.listStreams(options)).toEqual(await store.listStreams());
  });

  test("an empty store has no streams", async ({ store }) => {
    expect(await store.listStreams()).toEqual([]);
    expect(await store.listStreams({ category: "client" })).toEqual([]);
  });

  test("each stream is listed once, with the version of its last event", async ({ store }) => {
    await store.given(events("A", "B", "C"), { streamId: "client-2" });
    await store.given(events("A"), { streamId: "client-1" });
    await store.given(events("D"), { streamId: "client-2" });
    expect(await store.listStreams()).toEqual([
      { streamId: "client-1", version: 1 },
      { streamId: "client-2", version: 4 },
    ]);
    await store.given(events("B"), { streamId: "client-1" });
    expect(await store.listStreams({ limit: 1 })).toEqual([{ streamId: "client-1", version: 2 }]);
  });

  test("a stream to which nothing was appended is not listed", async ({ store }) => {
    await store.append(request(events("A"), { streamId: "client-1", expectedVersion: "streamExists" }));
    await store.readStream("client-2");
    expect(await store.listStreams()).toEqual([]);
  });

  test("a list that continues after the last stream misses and repeats none", async ({ store }) => {
    await givenStreams(store);
    const pages: string[] = [];
    for (let round = 0; round < IDS.length / 5; round++) {
      pages.push(...idsOf(await store.listStreams({ afterStreamId: pages.at(-1), limit: 5 })));
    }
    expect(pages).toEqual(IDS);
  });

  test(
    "many streams, and a stream with many events, are listed completely",
    { timeout: LONG },
    async ({ store }) => {
      const ids = Array.from({ length: 450 }, (_, index) => `client-${1_000 + index}`);
      for (const streamId of ids) await store.given(events("A"), { streamId });
      await store.given(manyEvents(700, "A"), { streamId: "client-1200" });
      const listed = ids.map((streamId) => ({ streamId, version: streamId === "client-1200" ? 701 : 1 }));
      expect(await store.listStreams()).toEqual(listed);
      expect(await store.listStreams({ category: "client", limit: 449 })).toEqual(listed.slice(0, 449));
    },
  );

  test("an iteration can be stopped, and streams can be listed and appended to afterwards", async ({
    store,
  }) => {
    await givenStreams(store);
    for (let round = 0; round < 20; round++) {
      for await (const { streamId } of store.adapter.listStreams()) if (streamId === "client") break;
    }
    expect((await store.append(request(events("A")))).kind).toBe("appended");
    expect(await store.listStreams()).toHaveLength(IDS.length + 1);
  });

  test("a loop over the streams can append, and still lists each stream that was there before", async ({
    store,
  }) => {
    for (const streamId of ["b-1", "b-2", "b-3"]) await store.given(events("A"), { streamId });
    const listed: ListedStream[] = [];
    for await (const stream of store.adapter.listStreams()) {
      listed.push(stream);
      if (!stream.streamId.startsWith("b-")) continue;
      for (const streamId of ["a-1", "b-2", "b-15", `c-${stream.streamId}`]) {
        await store.given(events("B"), { streamId });
      }
    }
    const ids = idsOf(listed);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids.filter((id) => ["b-1", "b-2", "b-3"].includes(id))).toEqual(["b-1", "b-2", "b-3"]);
    const now = new Map((await store.listStreams()).map(({ streamId, version }) => [streamId, version]));
    for (const { streamId, version } of listed) {
      expect(version).toBeGreaterThanOrEqual(1);
      expect(version).toBeLessThanOrEqual(now.get(streamId) ?? 0);
    }
  });
};

/** Commits to all streams, in another order than the one in which they are listed. */
async function givenStreams(store: StoreUnderTest): Promise<void> {
  for (const streamId of IDS.toReversed()) await store.given(events("A"), { streamId });
}

function idsOf(listed: readonly ListedStream[]): readonly string[] {
  return listed.map(({ streamId }) => streamId);
}
