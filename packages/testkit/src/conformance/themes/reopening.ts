/** Acknowledged events are still there when the store is opened again, and appends continue after them. */

import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { event, events, ofType, request, ruleSet, STREAM } from "../requests.ts";

export const reopening: Theme = ({ test }) => {
  test("a reopened store holds what it held before", async ({ store }) => {
    await store.append(request(events("A", "B"), { rules: ruleSet("one") }));
    await store.append(
      request([event("C", { x: [0.1, "é"] }, { metadata: { by: "Ann" } })], {
        expectedVersion: 0,
        conflictsWith: [],
      }),
    );
    await store.append(request(events("A"), { streamId: "meeting-1", rules: ruleSet("two") }));
    const before = await store.contents();
    const streams = await store.listStreams();
    await store.reopen();
    expect(await store.contents()).toEqual(before);
    expect(await store.listStreams()).toEqual(streams);
  });

  test("versions continue", async ({ store }) => {
    await store.given(events("A", "B"));
    await store.reopen();
    expect(await store.append(request(events("C")))).toMatchObject({ firstVersion: 3 });
  });

  test("a repetition of an earlier append is a duplicate", async ({ store }) => {
    const append = request(events("A", "B"), { expectedVersion: 0 });
    const first = await store.append(append);
    await store.reopen();
    expect(await store.append(append)).toEqual({ ...first, kind: "duplicate" });
  });

  test("earlier events conflict", async ({ store }) => {
    await store.given([event("A", { note: 1 })]);
    await store.reopen();
    const where = { path: ["note"], operator: "=", value: 1 } as const;
    const behind = { expectedVersion: 0, conflictsWith: [ofType("A", where)] };
    expect(await store.append(request(events("B"), behind))).toMatchObject({ kind: "conflict", count: 1 });
    expect(await store.readStream(STREAM)).toHaveLength(1);
  });

  test("an earlier rule set is not stored again", async ({ store }) => {
    await store.append(request(events("A"), { rules: ruleSet("one") }));
    await store.reopen();
    await store.append(request(events("B"), { rules: ruleSet("one") }));
    expect((await store.contents()).ruleSets).toEqual([ruleSet("one")]);
  });
};
