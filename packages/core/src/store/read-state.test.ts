import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expect, it } from "vitest";

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import type { Event } from "../events/event.ts";
import { createEventStore } from "./create-event-store.ts";
import type { Evolution } from "./evolution.ts";

type Counted = Event<"Counted", { by: number }>;

const total: Evolution<Counted, number> = {
  initialState: () => 0,
  evolve: (state, { data }) => state + data.by,
};

/** A store, and the versions of the events that were read from its adapter. */
function setUp() {
  const adapter = memoryAdapter();
  const versions: number[] = [];
  const observed: StorageAdapter = {
    ...adapter,
    async *readStream(...args) {
      for await (const event of adapter.readStream(...args)) {
        versions.push(event.version);
        yield event;
      }
    },
  };
  const store = createEventStore<Counted>({ adapter: observed });
  const count = (...numbers: readonly number[]) =>
    store.append(
      "counter-1",
      numbers.map((by) => ({ type: "Counted", data: { by } })),
      { expectedVersion: "any" },
    );
  return { store, count, versions };
}

describe("readState", () => {
  it("gives the initial state and version 0 if the stream does not exist", async () => {
    const { store } = setUp();
    expect(await store.readState("counter-1", total)).toEqual({ state: 0, version: 0 });
  });

  it("gives the state after every event of the stream, and its version", async () => {
    const { store, count } = setUp();
    await count(1, 2, 3);
    await store.append("counter-2", [{ type: "Counted", data: { by: 9 } }], { expectedVersion: 0 });
    expect(await store.readState("counter-1", total)).toEqual({ state: 6, version: 3 });
  });

  it("continues from a snapshot, and reads only its last event and what came after", async () => {
    const { store, count, versions } = setUp();
    await count(1, 2, 3);
    const snapshot = await store.readState("counter-1", total);
    await count(4);
    versions.length = 0;
    expect(await store.readState("counter-1", total, { snapshot })).toEqual({ state: 10, version: 4 });
    expect(versions).toEqual([3, 4]);
  });

  it("refuses a snapshot that is ahead of the stream", async () => {
    const { store, count } = setUp();
    await count(1);
    const ahead = store.readState("counter-1", total, { snapshot: { state: 9, version: 2 } });
    await expect(ahead).rejects.toMatchObject({
      code: "wrong-version",
      expectedVersion: 2,
      actualVersion: 1,
    });
  });

  it("refuses a JSON copy of a snapshot that lost a class instance", async () => {
    const { store } = setUp();
    const names: Evolution<Counted, Set<string>> = { initialState: () => new Set(), evolve: (set) => set };
    const copy = JSON.parse(JSON.stringify({ state: new Set(), version: 0 })) as never;
    await expect(store.readState("counter-1", names, { snapshot: copy })).rejects.toMatchObject({
      code: "invalid-input",
      path: "options.snapshot.state",
    });
  });

  it("refuses an empty stream id and an unknown option", async () => {
    const { store } = setUp();
    await expect(store.readState("", total)).rejects.toMatchObject({ path: "streamId" });
    const unknown = store.readState("counter-1", total, { snapshto: undefined } as never);
    await expect(unknown).rejects.toMatchObject({ path: "options.snapshto" });
  });
});
