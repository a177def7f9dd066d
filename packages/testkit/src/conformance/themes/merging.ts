/** An append that is behind is merged if it conflicts with no event after the version that it has seen. */

import { MAX_REPORTED_CONFLICTS } from "@truce/core/adapter";
import { assert, expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { event, events, exceptTypes, manyEvents, ofType, request, STREAM } from "../requests.ts";

export const merging: Theme = ({ test }) => {
  test("an append that is up to date conflicts with nothing", async ({ store }) => {
    await store.given(events("A", "B"));
    const outcome = await store.append(
      request(events("C"), { expectedVersion: 2, conflictsWith: "any-event" }),
    );
    expect(outcome.kind).toBe("appended");
  });

  test("an append that is behind is merged after the events it has not seen", async ({ store }) => {
    await store.given(events("A", "B", "C"));
    const behind = { expectedVersion: 1, conflictsWith: [ofType("X")] };
    expect(await store.append(request(events("D", "E"), behind))).toMatchObject({
      kind: "merged",
      firstVersion: 4,
      lastVersion: 5,
    });
  });

  test("one conflicting event refuses the whole append", async ({ store }) => {
    await store.given(events("A", "B", "C"));
    const behind = { expectedVersion: 0, conflictsWith: [ofType("B")] };
    const outcome = await store.append(request(events("D", "E", "F"), behind));
    expect(outcome).toMatchObject({ kind: "conflict", count: 1 });
  });

  test("a conflict reports the events as they are read, and the stream's version", async ({ store }) => {
    await store.given([event("A", { n: 1 }), event("B", { n: 2 }, { metadata: { by: "Ann" } }), event("A")]);
    const [first, , third] = await store.readStream(STREAM);
    const behind = { expectedVersion: 0, conflictsWith: [ofType("A")] };
    expect(await store.append(request(events("C"), behind))).toEqual({
      kind: "conflict",
      actualVersion: 3,
      conflicting: [first, third],
      count: 2,
    });
  });

  test("'any-event' conflicts with every event", async ({ store }) => {
    await store.given(events("A", "B", "C"));
    const outcome = await store.append(
      request(events("D"), { expectedVersion: 1, conflictsWith: "any-event" }),
    );
    expect(outcome).toMatchObject({
      kind: "conflict",
      count: 2,
      conflicting: [{ version: 2 }, { version: 3 }],
    });
  });

  test("an empty list conflicts with no event, however far behind", { timeout: LONG }, async ({ store }) => {
    await store.given(manyEvents(1_000, "A"));
    const outcome = await store.append(request(events("A"), { expectedVersion: 0, conflictsWith: [] }));
    expect(outcome).toMatchObject({ kind: "merged", firstVersion: 1_001 });
  });

  test("the event at the version seen does not count", async ({ store }) => {
    await store.given(events("A", "Seen", "B"));
    const outcome = await store.append(
      request(events("C"), { expectedVersion: 2, conflictsWith: [ofType("Seen")] }),
    );
    expect(outcome.kind).toBe("merged");
  });

  test("the event right after the version seen counts", async ({ store }) => {
    await store.given(events("A", "B", "Unseen", "C"));
    const outcome = await store.append(
      request(events("D"), { expectedVersion: 2, conflictsWith: [ofType("Unseen")] }),
    );
    expect(outcome).toMatchObject({ kind: "conflict", conflicting: [{ version: 3 }] });
  });

  test("the last event of the stream counts", async ({ store }) => {
    await store.given(events("A", "B", "C", "Last"));
    const outcome = await store.append(
      request(events("D"), { expectedVersion: 1, conflictsWith: [ofType("Last")] }),
    );
    expect(outcome).toMatchObject({ kind: "conflict", conflicting: [{ version: 4 }] });
  });

  test("a caller that has seen nothing also conflicts with the first event", async ({ store }) => {
    await store.given(events("First", "B"));
    const outcome = await store.append(
      request(events("C"), { expectedVersion: 0, conflictsWith: [ofType("First")] }),
    );
    expect(outcome).toMatchObject({ kind: "conflict", conflicting: [{ version: 1 }] });
  });

  test("events of other streams never conflict", async ({ store }) => {
    await store.given(events("A"), { streamId: "client-1" });
    await store.given(events("B"), { streamId: "client-2" });
    const there = { streamId: "client-1", expectedVersion: 0, conflictsWith: [ofType("B")] };
    expect((await store.append(request(events("B"), there))).kind).toBe("merged");
  });

  test("an event conflicts if any of the matchers matches it, and counts once", async ({ store }) => {
    await store.given(events("A", "B", "C"));
    const conflictsWith = [ofType("B"), exceptTypes("A", "C"), ofType("C")];
    const outcome = await store.append(request(events("D"), { expectedVersion: 0, conflictsWith }));
    expect(outcome).toMatchObject({
      kind: "conflict",
      count: 2,
      conflicting: [{ version: 2 }, { version: 3 }],
    });
  });

  test("if there are many conflicts, the first ones are reported by version, and all are counted", async ({
    store,
  }) => {
    await store.given(Array.from({ length: 250 }, (_, index) => event(index % 2 === 0 ? "Odd" : "Even")));
    const behind = { expectedVersion: 10, conflictsWith: [ofType("Odd")] };
    const outcome = await store.append(request(events("Incoming"), behind));
    assert(outcome.kind === "conflict");
    expect(outcome.count).toBe(120);
    expect(outcome.conflicting.map(({ version }) => version)).toEqual(
      Array.from({ length: MAX_REPORTED_CONFLICTS }, (_, index) => 11 + 2 * index),
    );
  });

  test("exactly as many conflicts as can be reported are all reported", async ({ store }) => {
    await store.given(manyEvents(MAX_REPORTED_CONFLICTS, "A"));
    const outcome = await store.append(request(events("B"), { expectedVersion: 0 }));
    assert(outcome.kind === "conflict");
    expect(outcome.count).toBe(MAX_REPORTED_CONFLICTS);
    expect(outcome.conflicting).toHaveLength(MAX_REPORTED_CONFLICTS);
  });

  test("events up to a higher checkAfter are not checked, because the store has judged them", async ({
    store,
  }) => {
    await store.given(events("A", "Judged", "B", "Judged"));
    const judged = { expectedVersion: 0, conflictsWith: [ofType("Judged")] };
    expect(await store.append(request(events("C"), { ...judged, checkAfter: 3 }))).toMatchObject({
      kind: "conflict",
      conflicting: [{ version: 4 }],
      count: 1,
    });
    expect(await store.append(request(events("C"), { ...judged, checkAfter: 4 }))).toMatchObject({
      kind: "merged",
    });
    const recorded = await store.readStream(STREAM, { afterVersion: 4 });
    expect(recorded).toMatchObject([{ version: 5, provenance: { expectedVersion: 0 } }]);
  });

  test("an append that expects any version can be checked as well", async ({ store }) => {
    await store.given(events("A", "B", "C"));
    for (const expectedVersion of ["any", "streamExists"] as const) {
      const decided = { expectedVersion, checkAfter: 1, conflictsWith: [ofType("B")] };
      expect(await store.append(request(events("D"), decided))).toMatchObject({
        kind: "conflict",
        count: 1,
      });
      const later = { ...decided, checkAfter: 2 };
      expect((await store.append(request(events("D"), later))).kind).toBe("appended");
    }
  });

  test("without checkAfter no event is checked", async ({ store }) => {
    await store.given(events("A", "B"));
    const unchecked = { checkAfter: null, conflictsWith: "any-event" } as const;
    const appended = await store.append(
      request(events("C"), { ...unchecked, expectedVersion: "streamExists" }),
    );
    expect(appended.kind).toBe("appended");
    const merged = await store.append(request(events("D"), { ...unchecked, expectedVersion: 1 }));
    expect(merged.kind).toBe("merged");
  });
};
