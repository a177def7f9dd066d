/** What must hold for every store at any time. */

import { expect } from "vitest";

import { expectIncreasing } from "./expect-written.ts";
import type { StoreUnderTest } from "./store-under-test.ts";

/** Every append is in the store whole, with its events side by side. Versions have no gaps, and positions increase. */
export async function expectIntact(store: StoreUnderTest): Promise<void> {
  const all = await store.readAll();
  expectIncreasing(all.map(({ position }) => position));
  for (const streamId of new Set(all.map((event) => event.streamId))) {
    const stream = all.filter((event) => event.streamId === streamId);
    expect(
      stream.map(({ version }) => version),
      "versions have no gaps",
    ).toEqual(oneTo(stream.length));
    for (let start = 0; start < stream.length;) {
      const { id, count } = stream[start]?.provenance.append ?? { id: "", count: 1 };
      const appended = stream.slice(start, start + count).map(({ provenance }) => provenance.append);
      expect(appended, "all events of an append are there, side by side").toEqual(
        Array.from({ length: count }, (_, index) => ({ id, index, count })),
      );
      start += count;
    }
  }
}

function oneTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
