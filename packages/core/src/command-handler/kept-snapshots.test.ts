import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expect, it, vi } from "vitest";

import type { SnapshotStore, StoredSnapshot } from "../adapter/snapshot-store.ts";
import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import type { Event } from "../events/event.ts";
import { createEventStore } from "../store/create-event-store.ts";
import { createCommandHandler } from "./create-command-handler.ts";
import type { Decider } from "./decider.ts";
import type { SnapshotOptions } from "./snapshot-options.ts";

type Added = Event<"Added", { by: number }>;

const counter: Decider<number, Added, { total: number }> = {
  initialState: () => ({ total: 0 }),
  evolve: ({ total }, { data }) => ({ total: total + data.by }),
  decide: (by, { total }) => {
    if (total + by > 99) throw new RangeError("too much");
    return by === 0 ? [] : [{ type: "Added", data: { by } }];
  },
};

const KEY = { streamId: "counter-1", name: "counter" };

/** A handler that saves a snapshot after each read of two events, and the versions of the events that it reads. */
function setUp(more: Partial<SnapshotOptions> = {}, decider = counter) {
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
  const errors: unknown[] = [];
  const handle = createCommandHandler({
    store: createEventStore<Added>({ adapter: observed }),
    decider,
    streamId: (id) => `counter-${id}`,
    snapshots: {
      name: "counter",
      version: 1,
      ...(more.due === undefined && { every: 2 }),
      onError: (error) => errors.push(error),
      ...more,
    },
  });
  const kept = adapter.snapshots as SnapshotStore;
  return { adapter, handle, versions, errors, kept };
}

async function handleAll(handle: (id: string, by: number) => Promise<unknown>, commands: readonly number[]) {
  for (const by of commands) await handle("1", by);
}

describe("a snapshot", () => {
  it("is the state that a read found, and is saved after the answer if the read was long", async () => {
    const { handle, kept } = setUp();
    await handleAll(handle, [1, 2]);
    expect(await kept.load(KEY)).toBeNull();
    await handle("1", 3);
    expect(await kept.load(KEY)).toEqual({
      deciderVersion: 1,
      version: 2,
      appendId: expect.any(String) as unknown,
      state: '{"total":3}',
    });
  });

  it("is continued from: only its last event and later ones are read", async () => {
    const { handle, versions } = setUp();
    await handleAll(handle, [1, 2, 3]);
    versions.length = 0;
    expect(await handle("1", 4)).toMatchObject({
      kind: "appended",
      decisionSnapshot: { state: { total: 6 }, version: 3 },
      snapshot: { state: { total: 10 }, version: 4 },
    });
    expect(versions).toEqual([2, 3]);
  });

  it("is saved after a command that was refused or changed nothing, and after a load", async () => {
    const { handle, kept } = setUp({ every: 1 });
    await handle("1", 1);
    await expect(handle("1", 99)).rejects.toThrow(RangeError);
    expect(await kept.load(KEY)).toMatchObject({ version: 1, state: '{"total":1}' });
    await handle("1", 2);
    await handle("1", 0);
    expect(await kept.load(KEY)).toMatchObject({ version: 2, state: '{"total":3}' });
    await handle("1", 3);
    expect(await handle.load("1")).toEqual({ state: { total: 6 }, version: 3 });
    expect(await kept.load(KEY)).toMatchObject({ version: 3, state: '{"total":6}' });
  });

  it("is not saved again if there are no new events, whatever is due", async () => {
    const { handle, kept } = setUp({ due: () => true });
    const save = vi.spyOn(kept, "save");
    await handle("1", 1);
    await handle.load("1");
    await handle.load("1");
    expect(save).toHaveBeenCalledTimes(1);
  });

  it("is due by default after 100 events, or by the effort of the read", async () => {
    const standard = setUp({ every: undefined });
    await handleAll(
      standard.handle,
      Array.from({ length: 100 }, () => 0.5),
    );
    await standard.handle.load("1");
    expect(await standard.kept.load(KEY)).toMatchObject({ version: 100 });

    const efforts: unknown[] = [];
    const own = setUp({
      due: (effort) => {
        efforts.push(effort);
        return effort.events === 3;
      },
    });
    await handleAll(own.handle, [1, 2, 3, 4]);
    expect(await own.kept.load(KEY)).toMatchObject({ version: 3 });
    await own.handle("1", 5);
    const milliseconds: unknown = expect.any(Number);
    expect(efforts).toEqual([1, 2, 3, 1].map((events) => ({ events, milliseconds })));
  });

  it("stays as it is if the caller changes a state that it got", async () => {
    const { handle, kept } = setUp({ every: 1 });
    await handle("1", 1);
    let release: (() => void) | undefined;
    const save = kept.save.bind(kept);
    vi.spyOn(kept, "save").mockImplementation(async (...args) => {
      await new Promise<void>((resolve) => (release = resolve));
      await save(...args);
    });
    const { decisionSnapshot } = await handle("1", 2);
    decisionSnapshot.state.total = 50;
    release?.();
    await vi.waitFor(async () => expect(await kept.load(KEY)).toMatchObject({ state: '{"total":1}' }));
  });

  it("is not replaced by an older one whose save took longer", async () => {
    const { handle, kept } = setUp({ every: 1 });
    const save = kept.save.bind(kept);
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
    const isSaved = vi.fn<() => void>();
    vi.spyOn(kept, "save").mockImplementationOnce(async (...args) => {
      await isReleased;
      await save(...args);
      isSaved();
    });
    await handleAll(handle, [1, 2, 3]);
    expect(await kept.load(KEY)).toMatchObject({ version: 2 });
    release();
    await vi.waitFor(() => expect(isSaved).toHaveBeenCalled());
    expect(await kept.load(KEY)).toMatchObject({ version: 2 });
  });

  it("plays no part if the caller passes one", async () => {
    const { handle, kept, versions } = setUp();
    await handleAll(handle, [1, 2, 3]);
    await kept.save(
      KEY,
      { ...((await kept.load(KEY)) as StoredSnapshot), state: '{"total":77}' },
      await kept.load(KEY),
    );
    versions.length = 0;
    const snapshot = { state: { total: 6 }, version: 3 };
    expect(await handle("1", 4, { snapshot })).toMatchObject({ snapshot: { state: { total: 10 } } });
    expect(await handle.load("1", { snapshot })).toMatchObject({ state: { total: 10 } });
    expect(versions).toEqual([3, 3, 4]);
  });

  it("does not hide a command that was handled before it", async () => {
    const { handle } = setUp({ every: 1 });
    const first = await handle("1", 1, { commandId: "c" });
    await handleAll(handle, [2, 3]);
    expect(await handle("1", 1, { commandId: "c" })).toEqual({
      ...first,
      kind: "duplicate",
      checked: null,
      attempts: 0,
    });
  });
});

describe("a snapshot that cannot be trusted is ignored, and replaced when one is due", () => {
  it.each<readonly [string, Partial<StoredSnapshot>]>([
    ["another version of the decider made it", { deciderVersion: 2 }],
    ["an earlier version of the decider made it", { deciderVersion: 0 }],
    ["it is ahead of the stream", { version: 9 }],
    ["the event at its version came in another append", { appendId: "lost" }],
  ])("because %s", async (_, wrong) => {
    const { handle, kept, adapter } = setUp({ every: 3 });
    await handleAll(handle, [1, 2]);
    const [, last] = await Array.fromAsync(adapter.readStream("counter-1"));
    const right = {
      deciderVersion: 1,
      version: 2,
      appendId: last?.provenance.append.id ?? "",
      state: '{"total":77}',
    };
    await kept.save(KEY, right, null);
    expect(await handle.load("1")).toEqual({ state: { total: 77 }, version: 2 });
    await kept.save(KEY, { ...right, ...wrong }, right);
    expect(await handle.load("1")).toEqual({ state: { total: 3 }, version: 2 });
    await handle("1", 3);
    expect(await handle("1", 4)).toMatchObject({ snapshot: { state: { total: 10 }, version: 4 } });
    expect(await kept.load(KEY)).toMatchObject({ deciderVersion: 1, version: 3, state: '{"total":6}' });
  });
});

describe("a store of snapshots that fails", () => {
  it("does not fail a command", async () => {
    const failing: SnapshotStore = {
      load: () => Promise.reject(new Error("cannot load")),
      save: () => Promise.reject(new Error("cannot save")),
    };
    const { handle, errors } = setUp({ every: 1, store: failing });
    await handle("1", 1);
    expect(await handle("1", 2)).toMatchObject({ snapshot: { state: { total: 3 } } });
    expect(errors).toEqual([new Error("cannot load"), new Error("cannot load")]);

    const half = setUp({ every: 1, store: { ...failing, load: async () => null } });
    await half.handle("1", 1);
    expect(await half.handle("1", 2)).toMatchObject({ snapshot: { state: { total: 3 } } });
    expect(half.errors).toEqual([new Error("cannot save")]);
  });

  it("does not fail a command if it throws, or if `due` throws", async () => {
    const throwing: SnapshotStore = {
      load: async () => null,
      save: () => {
        throw new Error("cannot save");
      },
    };
    const { handle, errors } = setUp({ every: 1, store: throwing });
    await handleAll(handle, [1, 2]);
    const undecided = setUp({
      due: () => {
        throw new Error("no idea");
      },
    });
    await handleAll(undecided.handle, [1, 2]);
    expect([...errors, ...undecided.errors]).toEqual([new Error("cannot save"), new Error("no idea")]);
  });

  it("does not delay a command if it never saves", async () => {
    const { handle } = setUp({
      every: 1,
      store: { load: async () => null, save: () => new Promise(() => {}) },
    });
    await handleAll(handle, [1, 2]);
    expect(await handle.load("1")).toMatchObject({ version: 2 });
  });
});

describe("a state that JSON does not keep", () => {
  const withState = (initial: unknown, later: unknown = initial): Decider<number, Added, never> => ({
    initialState: () => initial as never,
    evolve: () => later as never,
    decide: (by) => [{ type: "Added", data: { by } }],
  });

  it.each([
    [{ seats: new Map() }, "options.decider.initialState().seats", "is an instance of Map"],
    [{ since: new Date(0) }, "options.decider.initialState().since", "is an instance of Date"],
    [undefined, "options.decider.initialState()", "is undefined"],
  ])("is refused when the handler is created: %o", (state, path, problem) => {
    expect(() => setUp({}, withState(state) as never)).toThrow(
      expect.objectContaining({
        code: "invalid-input",
        path,
        problem: expect.stringMatching(new RegExp(`^${problem}.*snapshots are kept as JSON`)) as unknown,
      }),
    );
  });

  it("is not saved if it comes later: the error says where it is", async () => {
    const { handle, errors, kept } = setUp({ every: 1 }, withState(null, { seats: new Set() }) as never);
    await handleAll(handle, [1, 2]);
    expect(errors).toEqual([expect.objectContaining({ code: "invalid-input", path: "state.seats" })]);
    expect(await kept.load(KEY)).toBeNull();
  });
});

describe("the options", () => {
  it.each<readonly [string, object]>([
    ["options.snapshots.name", { name: "" }],
    ["options.snapshots.version", { version: "1" }],
    ["options.snapshots.version", { version: 1.5 }],
    ["options.snapshots.every", { every: 0 }],
    ["options.snapshots.every", { every: 5, due: () => true }],
    ["options.snapshots.due", { due: 5, every: undefined }],
    ["options.snapshots.onError", { onError: undefined }],
    ["options.snapshots.store", { store: {} }],
    ["options.snapshots.evry", { evry: 5 }],
  ])("are refused with their place: %s %o", (path, wrong) => {
    expect(() => setUp(wrong)).toThrow(expect.objectContaining({ code: "invalid-input", path }));
  });

  it("need a store of snapshots if the adapter keeps none", () => {
    const store = createEventStore<Added>({ adapter: { ...memoryAdapter(), snapshots: undefined } });
    const snapshots = { name: "counter", version: 1, onError: () => undefined };
    const create = (): unknown =>
      createCommandHandler({ store, decider: counter, streamId: (id) => id, snapshots });
    expect(create).toThrow(/options\.snapshots\.store must be a snapshot store: the adapter/);
  });
});
