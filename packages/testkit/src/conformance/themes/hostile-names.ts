/** Streams, types and event ids can have any name that core accepts. Names that look alike are different. */

import { categoryOf } from "@truce/core";
import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { expectMatched } from "../expect-matched.ts";
import { event, events, exceptTypes, ofType, request } from "../requests.ts";
import type { StoreUnderTest } from "../store-under-test.ts";

/** The longest name that core accepts. */
const MAX_NAME_BYTES = 512;

const NAMES: readonly string[] = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "'",
  '"',
  "''",
  "\\",
  "\\'",
  "'; DROP TABLE events; --",
  "$1",
  "${name}",
  "%",
  "_",
  "client-%",
  "client-_",
  "{a,b}",
  "[1]",
  "null",
  "NULL",
  "0",
  "-1",
  " ",
  "a b",
  " a",
  "a ",
  "a\tb",
  "a\nb",
  "a/b?c=d#e",
  "any",
  "noStream",
  "$all",
  "\u{1f600}-\u{1f600}",
  "\u{feff}a",
];

/** Each differs from the others only in ways that some database or program ignores. */
const LOOK_ALIKES: readonly string[] = [
  "client-a",
  "client-A",
  "Client-a",
  "client-a ",
  " client-a",
  "client-\u{e1}",
  "client-a\u{301}",
  "client-\u{430}",
  "client-\u{ff41}",
  "client-a\u{200b}",
  "client-ss",
  "client-ß",
  `${"x".repeat(MAX_NAME_BYTES - 1)}y`,
  `${"x".repeat(MAX_NAME_BYTES - 1)}z`,
];

const CATEGORIES: readonly (readonly [streamId: string, category: string])[] = [
  ["client", "client"],
  ["client-42", "client"],
  ["client-42-7", "client"],
  ["client-", "client"],
  ["-", ""],
  ["-client", ""],
  ["--", ""],
  ["Client-42", "Client"],
  ["clients-42", "clients"],
  ["cli%-1", "cli%"],
  ["cli_nt-1", "cli_nt"],
  ["client\u{2013}42", "client\u{2013}42"],
  ["$sys-1", "$sys"],
];

export const hostileNames: Theme = ({ test }) => {
  test.for(NAMES)("%j can be a stream id, an event type and an event id", async (name, { store }) => {
    await expectUsable(store, name);
  });

  test("a name can be as long as core accepts", async ({ store }) => {
    await expectUsable(store, "x".repeat(MAX_NAME_BYTES));
    await expectUsable(store, "\u{1f600}".repeat(MAX_NAME_BYTES / 4));
  });

  test("streams whose names look alike are different streams", async ({ store }) => {
    for (const streamId of LOOK_ALIKES) {
      const outcome = await store.append(request(events("A"), { streamId, expectedVersion: "noStream" }));
      expect(outcome, JSON.stringify(streamId)).toMatchObject({ kind: "appended", firstVersion: 1 });
    }
    expect(await store.readAll()).toHaveLength(LOOK_ALIKES.length);
    expect(await store.listStreams()).toHaveLength(LOOK_ALIKES.length);
  });

  test("types whose names look alike are different types", async ({ store }) => {
    await store.append(request(events(...LOOK_ALIKES)));
    for (const [index, type] of LOOK_ALIKES.entries()) {
      await expectMatched(store, ofType(type), [index + 1]);
      expect(await store.readAll({ types: [type] })).toMatchObject([{ version: index + 1 }]);
    }
  });

  test("events whose ids look alike are different events", async ({ store }) => {
    for (const id of LOOK_ALIKES) {
      expect(await store.append(request([event("A", {}, { id })])), JSON.stringify(id)).toMatchObject({
        kind: "appended",
      });
    }
  });

  test.for(CATEGORIES)("the stream %j is of category %j", async ([streamId, category], { store }) => {
    for (const [other] of CATEGORIES) await store.given(events("A"), { streamId: other });
    const inCategory = CATEGORIES.filter(([, otherCategory]) => otherCategory === category).map(
      ([other]) => other,
    );
    const read = await store.readAll({ categories: [category] });
    expect(read.map((recorded) => recorded.streamId)).toEqual(inCategory);
    const listed = await store.listStreams({ category });
    expect(listed.map((stream) => stream.streamId)).toEqual(inCategory.toSorted());
    expect(inCategory).toContain(streamId);
  });
};

/** Uses a name as stream id, type and event id, in every operation that looks for names. */
async function expectUsable(store: StoreUnderTest, name: string): Promise<void> {
  await store.given(events("Other"), { streamId: "other-1" });
  const written = event(name, {}, { id: name });
  const outcome = await store.append(request([written], { streamId: name, expectedVersion: "noStream" }));
  expect(outcome).toMatchObject({ kind: "appended", firstVersion: 1 });
  expect(await store.readStream(name)).toMatchObject([{ streamId: name, type: name, id: name }]);
  expect(await store.readAll({ types: [name] })).toHaveLength(1);
  const category = categoryOf(name);
  expect(await store.readAll({ categories: [category] })).toHaveLength(1);
  expect(await store.listStreams({ category })).toEqual([{ streamId: name, version: 1 }]);

  expect((await store.append(request([written], { streamId: name }))).kind).toBe("duplicate");
  const behind = { streamId: name, expectedVersion: 0, conflictsWith: [ofType(name)] };
  expect((await store.append(request(events("Next"), behind))).kind).toBe("conflict");
  const others = { ...behind, conflictsWith: [exceptTypes(name)] };
  expect((await store.append(request(events("Next"), others))).kind).toBe("merged");
}
