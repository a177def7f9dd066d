/** Which committed events a matcher selects by their type. Types are always compared exactly. */

import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { expectMatched } from "../expect-matched.ts";
import { event, events, exceptTypes, ofType, request } from "../requests.ts";

export const matchers: Theme = ({ test, isExact }) => {
  test("a type matches events of that type only", async ({ store }) => {
    await store.given(events("NotePinned", "NoteUnpinned", "NotePinned"));
    await expectMatched(store, ofType("NotePinned"), [1, 3]);
    await expectMatched(store, ofType("NoteRenamed"), []);
  });

  test("types are compared code point by code point", async ({ store }) => {
    await store.given(events("note", "NOTE", "Note", "Note ", "N%", "N_te", "caf\u{e9}", "cafe\u{301}"));
    await expectMatched(store, ofType("Note"), [3]);
    await expectMatched(store, ofType("N%"), [5]);
    await expectMatched(store, ofType("N_te"), [6]);
    await expectMatched(store, ofType("caf\u{e9}"), [7]);
    await expectMatched(store, exceptTypes("Note", "caf\u{e9}"), [1, 2, 4, 5, 6, 8]);
  });

  test("'anything except' matches events of all other types", async ({ store }) => {
    await store.given(events("A", "B", "C", "a"));
    await expectMatched(store, exceptTypes("A", "C"), [2, 4]);
    await expectMatched(store, exceptTypes("A", "B", "C", "a"), []);
  });

  test("'anything except' nothing matches every event", async ({ store }) => {
    await store.given(events("A", "B"));
    await expectMatched(store, exceptTypes(), [1, 2]);
  });

  test("'anything except' can have comparisons too", async ({ store }) => {
    await store.given([event("A", { note: 1 }), event("B", { note: 1 }), event("B", { note: 2 })]);
    const where = [{ path: ["note"], operator: "=", value: 1 }] as const;
    await expectMatched(store, { anythingExcept: ["A"], where }, [2], isExact);
  });

  test("an append is merged if none of its matchers matches", async ({ store }) => {
    await store.given(events("A", "B"));
    const conflictsWith = [ofType("C"), exceptTypes("A", "B"), ofType("a")];
    const outcome = await store.append(request(events("C"), { expectedVersion: 0, conflictsWith }));
    expect(outcome.kind).toBe("merged");
  });
};
