/** A repeated append is a duplicate. An id that is reused for something else is refused. Both come before all other checks. */

import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { event, events, ofType, request, ruleSet, STREAM } from "../requests.ts";

export const idempotency: Theme = ({ test }) => {
  test("a repeated append is a duplicate, with the versions and the position of the first", async ({
    store,
  }) => {
    await store.given(events("Before"));
    const append = request(events("A", "B"));
    const first = await store.append(append);
    expect(await store.append(append)).toEqual({ ...first, kind: "duplicate" });
    expect(await store.append(append)).toEqual({ ...first, kind: "duplicate" });
  });

  test("a duplicate is recognised by its events, not by its append id", async ({ store }) => {
    const again = events("A");
    await store.given(again);
    expect(await store.append(request(again))).toMatchObject({ kind: "duplicate", firstVersion: 1 });
  });

  test("a duplicate is still recognised after other appends", async ({ store }) => {
    const append = request(events("A", "B"), { expectedVersion: 0 });
    const first = await store.append(append);
    await store.given(events("A", "B"));
    await store.given(events("C"), { streamId: "client-other" });
    expect(await store.append(append)).toEqual({ ...first, kind: "duplicate" });
  });

  test("a duplicate is found before a conflict", async ({ store }) => {
    await store.given(events("A"));
    const append = request(events("B"), { expectedVersion: 1, conflictsWith: [ofType("B")] });
    await store.append(append);
    await store.given(events("B"));
    expect((await store.append(append)).kind).toBe("duplicate");
  });

  test("a duplicate is found before a wrong version", async ({ store }) => {
    const append = request(events("A"), { expectedVersion: "noStream" });
    await store.append(append);
    expect((await store.append(append)).kind).toBe("duplicate");
    expect((await store.append({ ...append, expectedVersion: 9, checkAfter: 9 })).kind).toBe("duplicate");
  });

  test("an append that is only looked up is found if the stream has it", async ({ store }) => {
    const append = request(events("A", "B"), { expectedVersion: 0 });
    const first = await store.append(append);
    expect(await store.append({ ...append, mode: "look-up" })).toEqual({ ...first, kind: "duplicate" });
    const other = request([...append.events.slice(1), ...events("C")], { mode: "look-up" });
    expect(await store.append(other)).toMatchObject({ kind: "id-reused", version: 2 });
  });

  test("an append that conflicts with nothing is not stored twice", async ({ store }) => {
    const append = request(events("NoteAdded"), { expectedVersion: 0, conflictsWith: [] });
    await store.append(append);
    expect((await store.append(append)).kind).toBe("duplicate");
  });

  test("a duplicate records neither its provenance nor its rules", async ({ store }) => {
    const append = request(events("A"), { rules: ruleSet("old") });
    await store.append(append);
    const again = { ...append, appendId: crypto.randomUUID(), rules: ruleSet("new") };
    expect((await store.append(again)).kind).toBe("duplicate");
  });

  test("part of an append is a duplicate, at its own versions", async ({ store }) => {
    const [a, b, c, d] = [event("A"), event("B"), event("C"), event("D")];
    await store.given([a, b, c, d]);
    const [, second, third] = await store.readStream(STREAM);
    expect(await store.append(request([b, c]))).toEqual({
      kind: "duplicate",
      firstVersion: second?.version,
      lastVersion: third?.version,
      position: third?.position,
    });
  });

  test("the adjacent events of two appends are a duplicate together", async ({ store }) => {
    const [a, b] = [event("A"), event("B")];
    await store.given([a]);
    await store.given([b]);
    expect(await store.append(request([a, b]))).toMatchObject({
      kind: "duplicate",
      firstVersion: 1,
      lastVersion: 2,
    });
  });

  test("the order of keys does not matter", async ({ store }) => {
    const id = crypto.randomUUID();
    const written = event("A", { x: 1, y: { p: [1, 2], q: null } }, { id, metadata: { by: "Ann", at: 1 } });
    const again = event("A", { y: { q: null, p: [1, 2] }, x: 1 }, { id, metadata: { at: 1, by: "Ann" } });
    await store.given([written]);
    expect((await store.append(request([again]))).kind).toBe("duplicate");
  });

  test("an id is refused with a different payload", async ({ store }) => {
    const id = crypto.randomUUID();
    await store.given([event("A"), event("B", { n: 1 }, { id })]);
    for (const data of [{ n: 2 }, { n: "1" }, { n: 1, m: 1 }, {}, null, [1], { n: null }]) {
      const outcome = await store.append(request([event("B", data, { id })]));
      expect(outcome).toEqual({ kind: "id-reused", eventId: id, version: 2 });
    }
  });

  test("an id is refused with a different order of items", async ({ store }) => {
    const id = crypto.randomUUID();
    await store.given([event("A", { items: [1, 2] }, { id })]);
    expect((await store.append(request([event("A", { items: [2, 1] }, { id })]))).kind).toBe("id-reused");
  });

  test("an id is refused with different metadata", async ({ store }) => {
    const id = crypto.randomUUID();
    await store.given([event("A", {}, { id, metadata: { by: "Ann" } })]);
    for (const metadata of [{}, { by: "Bob" }, { by: "Ann", at: 1 }]) {
      const outcome = await store.append(request([event("A", {}, { id, metadata })]));
      expect(outcome).toEqual({ kind: "id-reused", eventId: id, version: 1 });
    }
  });

  test("an id is refused with a different type", async ({ store }) => {
    const written = event("A");
    await store.given([written]);
    const outcome = await store.append(request([{ ...written, type: "a" }]));
    expect(outcome).toEqual({ kind: "id-reused", eventId: written.id, version: 1 });
  });

  test("ids are refused if only some of them are in the stream", async ({ store }) => {
    const [a, b] = [event("A"), event("B")];
    await store.given([a, b]);
    const lastIsNew = await store.append(request([b, event("C")]));
    expect(lastIsNew).toEqual({ kind: "id-reused", eventId: b.id, version: 2 });
    const firstIsNew = await store.append(request([event("C"), a, b]));
    expect(firstIsNew).toEqual({ kind: "id-reused", eventId: a.id, version: 1 });
    const middleIsNew = await store.append(request([a, event("C"), b]));
    expect(middleIsNew).toEqual({ kind: "id-reused", eventId: a.id, version: 1 });
  });

  test("a new id is not confused with the id of an equal event", async ({ store }) => {
    const [a, b] = [event("A"), event("A")];
    await store.given([a, b]);
    const lastIsNew = await store.append(request([a, event("A")]));
    expect(lastIsNew).toEqual({ kind: "id-reused", eventId: a.id, version: 1 });
    const firstIsNew = await store.append(request([event("A"), b]));
    expect(firstIsNew).toEqual({ kind: "id-reused", eventId: b.id, version: 2 });
    expect((await store.append(request(events("A", "A")))).kind).toBe("appended");
  });

  test("ids are refused in a different order", async ({ store }) => {
    const [a, b] = [event("A"), event("B")];
    await store.given([a, b]);
    expect(await store.append(request([b, a]))).toEqual({ kind: "id-reused", eventId: b.id, version: 2 });
  });

  test("ids are refused if their events are not adjacent", async ({ store }) => {
    const [a, b, c] = [event("A"), event("B"), event("C")];
    await store.given([a, b, c]);
    expect(await store.append(request([a, c]))).toEqual({ kind: "id-reused", eventId: a.id, version: 1 });
  });

  test("a reused id is found before a wrong version and before a conflict", async ({ store }) => {
    const [a, b] = [event("A"), event("B")];
    await store.given([a, b]);
    for (const expectedVersion of ["noStream", 0, 9] as const) {
      const outcome = await store.append(request([event("C"), b], { expectedVersion }));
      expect(outcome).toEqual({ kind: "id-reused", eventId: b.id, version: 2 });
    }
  });

  test("an id is free in every other stream", async ({ store }) => {
    const again = events("A", "B");
    await store.given(again, { streamId: "client-1" });
    expect((await store.append(request(again, { streamId: "client-2" }))).kind).toBe("appended");
  });

  test("an id of a refused append is still free", async ({ store }) => {
    await store.given(events("A"));
    const incoming = events("B", "C");
    await store.append(request(incoming, { expectedVersion: 0 }));
    expect(await store.append(request(incoming))).toMatchObject({ kind: "appended", firstVersion: 2 });
  });
};
