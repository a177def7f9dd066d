/** The version that a caller expects, compared with the version of the stream. */

import type { ExpectedVersion } from "@truce/core";
import type { AppendOutcome, ConflictsWith } from "@truce/core/adapter";
import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { events, manyEvents, ofType, request } from "../requests.ts";

interface Case {
  readonly expected: ExpectedVersion;
  readonly actual: number;
  /** The outcome of an append that conflicts with nothing. */
  readonly compatible: AppendOutcome["kind"];
  /** The outcome of an append that conflicts with everything. */
  readonly conflicting: AppendOutcome["kind"];
}

const CASES: readonly Case[] = [
  { expected: "any", actual: 0, compatible: "appended", conflicting: "appended" },
  { expected: "any", actual: 3, compatible: "appended", conflicting: "appended" },
  { expected: "noStream", actual: 0, compatible: "appended", conflicting: "appended" },
  { expected: "noStream", actual: 1, compatible: "wrong-version", conflicting: "wrong-version" },
  { expected: "noStream", actual: 3, compatible: "wrong-version", conflicting: "wrong-version" },
  { expected: "streamExists", actual: 0, compatible: "wrong-version", conflicting: "wrong-version" },
  { expected: "streamExists", actual: 1, compatible: "appended", conflicting: "appended" },
  { expected: "streamExists", actual: 3, compatible: "appended", conflicting: "appended" },
  { expected: 0, actual: 0, compatible: "appended", conflicting: "appended" },
  { expected: 0, actual: 1, compatible: "merged", conflicting: "conflict" },
  { expected: 0, actual: 3, compatible: "merged", conflicting: "conflict" },
  { expected: 1, actual: 0, compatible: "wrong-version", conflicting: "wrong-version" },
  { expected: 2, actual: 3, compatible: "merged", conflicting: "conflict" },
  { expected: 3, actual: 3, compatible: "appended", conflicting: "appended" },
  { expected: 4, actual: 3, compatible: "wrong-version", conflicting: "wrong-version" },
  { expected: Number.MAX_SAFE_INTEGER, actual: 3, compatible: "wrong-version", conflicting: "wrong-version" },
];

const JUDGED: readonly (readonly [what: "compatible" | "conflicting", conflictsWith: ConflictsWith])[] = [
  ["compatible", []],
  ["compatible", [ofType("NeverCommitted")]],
  ["conflicting", "any-event"],
  ["conflicting", [ofType("Committed")]],
];

export const versions: Theme = ({ test }) => {
  test("a refused append takes no version", async ({ store }) => {
    await store.append(request(events("A")));
    await store.append(request(events("B", "C"), { expectedVersion: 0 }));
    await store.append(request(events("B", "C"), { expectedVersion: 7 }));
    expect(await store.append(request(events("D")))).toMatchObject({ firstVersion: 2, lastVersion: 2 });
  });

  test.for(CASES)(
    "expected version $expected at version $actual: $compatible if nothing conflicts, $conflicting if everything does",
    async ({ expected, actual, ...kinds }, { store }) => {
      for (const [index, [what, conflictsWith]] of JUDGED.entries()) {
        const streamId = `client-${index}`;
        if (actual > 0) await store.given(manyEvents(actual, "Committed"), { streamId });
        const incoming = request(events("Incoming"), { streamId, expectedVersion: expected, conflictsWith });
        expect((await store.append(incoming)).kind).toBe(kinds[what]);
      }
    },
  );

  test("a wrong version is reported with the actual version", async ({ store }) => {
    await store.given(manyEvents(3, "Committed"));
    for (const expectedVersion of ["noStream", 4] as const) {
      const outcome = await store.append(request(events("Incoming"), { expectedVersion }));
      expect(outcome).toEqual({ kind: "wrong-version", actualVersion: 3 });
    }
    const elsewhere = { streamId: "client-none", expectedVersion: "streamExists" } as const;
    expect(await store.append(request(events("Incoming"), elsewhere))).toEqual({
      kind: "wrong-version",
      actualVersion: 0,
    });
  });

  test("an append whose checkAfter is above the stream's version is refused, whatever it expects", async ({
    store,
  }) => {
    await store.given(manyEvents(3, "Committed"));
    for (const expectedVersion of ["any", "streamExists", 0, 3] as const) {
      const judged = { expectedVersion, conflictsWith: [] };
      const outcome = await store.append(request(events("Incoming"), { ...judged, checkAfter: 4 }));
      expect(outcome).toEqual({ kind: "wrong-version", actualVersion: 3 });
      expect((await store.append(request(events("Incoming"), { ...judged, checkAfter: 9 }))).kind).toBe(
        "wrong-version",
      );
    }
  });

  test("an expected version above the stream's version is refused even if no event is to be checked", async ({
    store,
  }) => {
    await store.given(manyEvents(3, "Committed"));
    const outcome = await store.append(request(events("Incoming"), { expectedVersion: 4, checkAfter: null }));
    expect(outcome).toEqual({ kind: "wrong-version", actualVersion: 3 });
  });

  test("an append that is only looked up is never written, whatever it expects", async ({ store }) => {
    await store.given(manyEvents(3, "Committed"));
    for (const expectedVersion of ["any", "streamExists", 0, 3] as const) {
      const lookUp = request(events("Incoming"), { mode: "look-up", expectedVersion, conflictsWith: [] });
      expect(await store.append(lookUp)).toEqual({ kind: "wrong-version", actualVersion: 3 });
    }
    const elsewhere = { mode: "look-up", streamId: "client-none", expectedVersion: "noStream" } as const;
    expect(await store.append(request(events("Incoming"), elsewhere))).toEqual({
      kind: "wrong-version",
      actualVersion: 0,
    });
  });

  test("a wrong version is found before a conflict", async ({ store }) => {
    await store.given(manyEvents(3, "Committed"));
    const conflicting = { expectedVersion: "noStream", checkAfter: 0, conflictsWith: "any-event" } as const;
    expect((await store.append(request(events("Incoming"), conflicting))).kind).toBe("wrong-version");
  });

  test("other streams do not matter", async ({ store }) => {
    await store.given(manyEvents(3, "Committed"), { streamId: "client-1" });
    const there = { streamId: "client-2", expectedVersion: "noStream" } as const;
    expect(await store.append(request(events("Incoming"), there))).toMatchObject({
      kind: "appended",
      firstVersion: 1,
    });
  });

  test("a refused append creates no stream", async ({ store }) => {
    await store.append(request(events("Incoming"), { expectedVersion: 5 }));
    const outcome = await store.append(request(events("Incoming"), { expectedVersion: "streamExists" }));
    expect(outcome).toEqual({ kind: "wrong-version", actualVersion: 0 });
  });
};
