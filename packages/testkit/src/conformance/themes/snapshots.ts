/** Snapshots: one for each stream and name, replaced only if it is still the one that was loaded. */

import type { SnapshotKey, StoredSnapshot } from "@truce/core/adapter";
import fc from "fast-check";
import { expect } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { HOSTILE_VALUES } from "../hostile-values.ts";
import { events, STREAM } from "../requests.ts";

const KEY: SnapshotKey = { streamId: STREAM, name: "client" };
const FIRST: StoredSnapshot = { deciderVersion: 1, version: 3, appendId: "a", state: '{"total":1}' };
const SECOND: StoredSnapshot = { deciderVersion: 1, version: 7, appendId: "b", state: '{"total":2}' };
const WRITERS = 24;

/** Keys that differ only in ways that some database or program ignores. */
const KEYS: readonly SnapshotKey[] = [
  KEY,
  { streamId: KEY.name, name: KEY.streamId },
  { streamId: STREAM, name: "Client" },
  { streamId: STREAM, name: "client " },
  { streamId: `${STREAM} `, name: "client" },
  { streamId: "Client-42", name: "client" },
  { streamId: "client-4", name: "2client" },
  { streamId: "__proto__", name: "constructor" },
  { streamId: "'; DROP TABLE events; --", name: '["' },
  { streamId: "x".repeat(512), name: "x".repeat(512) },
];

export const snapshots: Theme = ({ test, property }) => {
  test("there is none at first", async ({ store }) => {
    await store.given(events("A"));
    expect(await store.snapshots().load(KEY)).toBeNull();
  });

  test("a snapshot is loaded as it was saved, and is not an event", async ({ store }) => {
    await store.given(events("A"));
    const before = await store.contents();
    await store.snapshots().save(KEY, FIRST, null);
    expect(await store.snapshots().load(KEY)).toEqual(FIRST);
    expect(await store.contents()).toEqual(before);
  });

  test.for([
    JSON.stringify(HOSTILE_VALUES),
    '{"b":1,"a":[2,{"c":null}],"__proto__":3}',
    '"\\u00e9 \u{e9} \u{1f600} \\" \\\\ \' $1"',
    "0",
    "null",
    JSON.stringify({ text: "x".repeat(1_000_000) }),
  ])("a state is kept as text: %.60s", async (state, { store }) => {
    const snapshot = { ...FIRST, version: Number.MAX_SAFE_INTEGER, state };
    await store.snapshots().save(KEY, snapshot, null);
    expect(await store.snapshots().load(KEY)).toEqual(snapshot);
  });

  test("every stream and name has a snapshot of its own", async ({ store }) => {
    const saved = KEYS.map((key, index) => [key, { ...FIRST, version: index + 1 }] as const);
    for (const [key, snapshot] of saved) await store.snapshots().save(key, snapshot, null);
    for (const [key, snapshot] of saved) expect(await store.snapshots().load(key)).toEqual(snapshot);
  });

  test("a snapshot is replaced if it is the one that was loaded, whatever the version", async ({ store }) => {
    const kept = store.snapshots();
    await kept.save(KEY, FIRST, null);
    await kept.save(KEY, SECOND, await kept.load(KEY));
    expect(await kept.load(KEY)).toEqual(SECOND);
    await kept.save(KEY, FIRST, SECOND);
    expect(await kept.load(KEY)).toEqual(FIRST);
  });

  test.for<readonly [string, StoredSnapshot | null]>([
    ["no snapshot was loaded", null],
    ["it is at another version", { ...FIRST, version: 2 }],
    ["its last event came in another append", { ...FIRST, appendId: "A" }],
    ["another version of the decider made it", { ...FIRST, deciderVersion: 2 }],
  ])("a snapshot that was saved meanwhile is not replaced: %s", async ([, loaded], { store }) => {
    const kept = store.snapshots();
    await kept.save(KEY, FIRST, null);
    await kept.save(KEY, SECOND, loaded);
    expect(await kept.load(KEY)).toEqual(FIRST);
  });

  test("a snapshot whose predecessor is gone is saved", async ({ store }) => {
    await store.snapshots().save(KEY, SECOND, FIRST);
    expect(await store.snapshots().load(KEY)).toEqual(SECOND);
  });

  test(
    "of many that replace the same snapshot at the same time, exactly one is saved",
    { timeout: LONG },
    async ({ store }) => {
      const kept = store.snapshots();
      for (let last: StoredSnapshot | null = null, round = 0; round < 20; round++) {
        const copies = Array.from({ length: WRITERS }, (_, writer) => ({
          ...FIRST,
          version: 1 + writer,
          appendId: `${round}`,
        }));
        await Promise.all(copies.map((copy) => kept.save(KEY, copy, last)));
        const winner: StoredSnapshot | null = await kept.load(KEY);
        expect(copies).toContainEqual(winner);
        await Promise.all(copies.map((copy) => kept.save(KEY, copy, last)));
        expect(await kept.load(KEY)).toEqual(winner);
        last = winner;
      }
    },
  );

  test("whatever is saved, it behaves like a model", { timeout: LONG }, async ({ store }) => {
    const snapshot = fc.record<StoredSnapshot>({
      deciderVersion: fc.nat(2),
      version: fc.integer({ min: 1, max: 3 }),
      appendId: fc.constantFrom("a", "b"),
      state: fc.json(),
    });
    const step = fc.record({
      stream: fc.nat(1),
      snapshot,
      /** Null: none. Undefined: the present one. */
      replaces: fc.oneof(snapshot, fc.constantFrom(null, undefined)),
    });
    let run = 0;
    const asInModel = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      run++;
      const model = new Map<string, StoredSnapshot>();
      for (const { stream, snapshot: next, replaces } of steps) {
        const key = { streamId: `run${run}-${stream}`, name: "n" };
        const present = model.get(key.streamId) ?? null;
        const loaded = replaces === undefined ? present : replaces;
        await store.snapshots().save(key, next, loaded);
        if (present === null || identityOf(present) === identityOf(loaded)) model.set(key.streamId, next);
        expect(await store.snapshots().load(key)).toEqual(model.get(key.streamId));
      }
    });
    await fc.assert(asInModel, property);
  });

  test("changing a snapshot that was saved or loaded changes nothing in the store", async ({ store }) => {
    const kept = store.snapshots();
    const saved = { ...FIRST };
    await kept.save(KEY, saved, null);
    saved.state = "changed";
    Object.assign((await kept.load(KEY)) ?? {}, { state: "changed" });
    expect(await kept.load(KEY)).toEqual(FIRST);
  });

  test("a closed adapter refuses to load and to save, with the code 'store-closed'", async ({ store }) => {
    const kept = store.snapshots();
    await store.adapter.close();
    await expect(kept.load(KEY)).rejects.toMatchObject({ code: "store-closed" });
    await expect(kept.save(KEY, FIRST, null)).rejects.toMatchObject({ code: "store-closed" });
  });

  test("a reopened store has the snapshot, and another handle sees it", async ({ store }) => {
    await store.snapshots().save(KEY, FIRST, null);
    const other = await store.another();
    expect(await other.snapshots?.load(KEY)).toEqual(FIRST);
    await store.reopen();
    expect(await store.snapshots().load(KEY)).toEqual(FIRST);
  });
};

function identityOf(snapshot: StoredSnapshot | null): string {
  return JSON.stringify([snapshot?.deciderVersion, snapshot?.version, snapshot?.appendId]);
}
