/** Watching: a listener is called soon after events are committed, by whichever handle. */

import type { StorageAdapter } from "@truce/core/adapter";
import { expect, vi } from "vitest";

import { LONG, type Theme } from "../conformance.ts";
import { events, request } from "../requests.ts";

export const watching: Theme = ({ test }) => {
  test("a listener is called after an append", { timeout: LONG }, async ({ store }) => {
    let calls = 0;
    const unwatch = store.watch(() => calls++);
    await store.given(events("A"));
    await until(() => calls > 0);
    unwatch();
  });

  test("a listener is called after an append by another handle", { timeout: LONG }, async ({ store }) => {
    const other = await store.another();
    let calls = 0;
    const unwatch = store.watch(() => calls++);
    await appendUntil(other, () => calls > 0);
    unwatch();
  });

  test("a listener is no longer called after its end", { timeout: LONG }, async ({ store }) => {
    let [ended, going] = [0, 0];
    const unwatch = store.watch(() => ended++);
    const unwatchOther = store.watch(() => going++);
    await appendUntil(store.adapter, () => ended > 0 && going > 0);
    unwatch();
    unwatch();
    const [endedBefore, goingBefore] = [ended, going];
    await appendUntil(store.adapter, () => going > goingBefore);
    expect(ended).toBe(endedBefore);
    unwatchOther();
  });

  test("the same listener can watch twice, and end once at a time", { timeout: LONG }, async ({ store }) => {
    let calls = 0;
    const listener = (): void => void calls++;
    const unwatch = store.watch(listener);
    const unwatchAgain = store.watch(listener);
    unwatch();
    await appendUntil(store.adapter, () => calls > 0);
    unwatchAgain();
  });

  test("watching can begin again after its end", { timeout: LONG }, async ({ store }) => {
    for (let round = 0; round < 5; round++) {
      let calls = 0;
      const unwatch = store.watch(() => calls++);
      await appendUntil(store.adapter, () => calls > 0);
      unwatch();
    }
  });

  test("an adapter can be closed while it is watched", async ({ store }) => {
    store.watch(() => {});
    await store.given(events("A"));
    await expect(store.adapter.close()).resolves.toBeUndefined();
  });
};

/** Appends again and again, because a handle that has just begun to watch may miss the first events of others. */
async function appendUntil(adapter: StorageAdapter, condition: () => boolean): Promise<void> {
  await vi.waitFor(
    async () => {
      await adapter.append(request(events("A")));
      expect(condition(), "the listener was called").toBe(true);
    },
    { timeout: LONG / 2, interval: 20 },
  );
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition(), "the listener was called").toBe(true), { timeout: LONG / 2 });
}
