/** After closing, every call is refused with an error that says so, and nothing is left half done. */

import { expect } from "vitest";

import type { Theme } from "../conformance.ts";
import { events, manyEvents, request, STREAM } from "../requests.ts";

const STORE_CLOSED = { code: "store-closed" };

/** What an adapter without a capability would answer. */
const closed = (): Promise<never> => Promise.reject(Object.assign(new Error("closed"), STORE_CLOSED));

export const closing: Theme = ({ test }) => {
  test("a closed adapter can be closed again", async ({ store }) => {
    await store.adapter.close();
    await expect(store.adapter.close()).resolves.toBeUndefined();
  });

  test("a closed adapter refuses every call, with the code 'store-closed'", async ({ store }) => {
    await store.given(events("A"));
    await store.adapter.close();
    await expect(store.adapter.append(request(events("B")))).rejects.toMatchObject(STORE_CLOSED);
    await expect(Array.fromAsync(store.adapter.readStream(STREAM))).rejects.toMatchObject(STORE_CLOSED);
    await expect(Array.fromAsync(store.adapter.readStream("client-none"))).rejects.toMatchObject(
      STORE_CLOSED,
    );
    await expect(Array.fromAsync(store.adapter.readAll())).rejects.toMatchObject(STORE_CLOSED);
    await expect(Array.fromAsync(store.adapter.listStreams())).rejects.toMatchObject(STORE_CLOSED);
    await expect(Array.fromAsync(store.adapter.readRuleSets())).rejects.toMatchObject(STORE_CLOSED);
    await expect(store.adapter.processors?.status("mails") ?? closed()).rejects.toMatchObject(STORE_CLOSED);
  });

  test("a refused call returns a rejected promise and does not throw", async ({ store }) => {
    await store.adapter.close();
    const append = store.adapter.append(request(events("A")));
    await expect(append).rejects.toBeInstanceOf(Error);
  });

  test("an append that is running when its adapter is closed still ends", async ({ store }) => {
    const append = store.adapter.append(request(events("A")));
    await store.adapter.close();
    const ending = await append.then(
      ({ kind }) => kind,
      ({ code }: { readonly code?: unknown }) => code,
    );
    expect(["appended", "store-closed", "unavailable", "outcome-unknown"]).toContain(ending);
  });

  test("a read that is running when its adapter is closed never ends early without an error", async ({
    store,
  }) => {
    await store.given(manyEvents(1_000, "A"));
    await store.given(manyEvents(1_000, "A"));
    const read: number[] = [];
    const reading = (async () => {
      for await (const { version } of store.adapter.readStream(STREAM)) {
        read.push(version);
        if (version === 1) await store.adapter.close();
      }
      return "done";
    })();
    const ending = await reading.catch(({ code }: { readonly code?: unknown }) => code);
    expect([ending, read.length]).toEqual(
      read.length === 2_000 ? ["done", 2_000] : ["store-closed", read.length],
    );
  });
};
