import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expect, it, vi } from "vitest";

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import { UnavailableError } from "../errors/faults.ts";
import type { Event } from "../events/event.ts";
import { createEventStore } from "../store/create-event-store.ts";
import type { EventStore } from "../store/event-store.ts";
import { createProcessor, type Processor } from "./create-processor.ts";
import type { ProcessorOptions } from "./processor-options.ts";

type Counted = Event<"Counted" | "Skipped", { n: number }>;
type Options = Partial<ProcessorOptions<Counted>>;

/** Fast, so that the tests do not wait. */
const FAST = { pollMs: 5, leaseMs: 200, retry: { attempts: 3, backoff: () => 0 } };

function newStore(adapter: StorageAdapter = memoryAdapter()): EventStore<Counted> {
  return createEventStore<Counted>({ adapter });
}

async function append(
  store: EventStore<Counted>,
  streamId: string,
  ...numbers: readonly number[]
): Promise<void> {
  for (const n of numbers) {
    await store.append(streamId, [{ type: "Counted", data: { n } }], { expectedVersion: "any" });
  }
}

/** A processor that writes down what it handles. Whatever has failed is not written down. */
function recorder(store: EventStore<Counted>, options: Options = {}) {
  const handled: number[] = [];
  const processor = createProcessor<Counted>({
    store,
    name: "recorder",
    ...FAST,
    ...options,
    async handle(events, context) {
      await options.handle?.(events, context);
      handled.push(...events.map(({ data }) => data.n));
    },
  });
  return { processor, handled };
}

async function started(processor: Processor): Promise<Processor> {
  await processor.start();
  return processor;
}

/** Fails for some numbers as long as they are in the set. */
function failingFor(broken: ReadonlySet<number>): NonNullable<Options["handle"]> {
  return (events) => {
    const bad = events.find(({ data }) => broken.has(data.n));
    if (bad) throw new Error(`cannot handle ${bad.data.n}`);
  };
}

describe("a processor", () => {
  it("handles what exists, and then what is appended, in order", async () => {
    const store = newStore();
    await append(store, "a", 1, 2);
    const { processor, handled } = recorder(store);
    await using _ = await started(processor);
    await append(store, "b", 3);
    await processor.waitFor(3);
    expect(handled).toEqual([1, 2, 3]);
    expect(await processor.lag()).toBe(0);
  });

  it("handles only the wanted types and categories, and its checkpoint passes the others", async () => {
    const store = newStore();
    await append(store, "a-1", 1);
    await append(store, "b-1", 2);
    await store.append("a-1", [{ type: "Skipped", data: { n: 3 } }], { expectedVersion: "any" });
    const { processor, handled } = recorder(store, { types: ["Counted"], categories: ["a"] });
    await using _ = await started(processor);
    await processor.waitFor(3);
    expect(handled).toEqual([1]);
  });

  it("gets at most as many events at once as it wants", async () => {
    const store = newStore();
    await append(store, "a", 1, 2, 3, 4, 5);
    const sizes: number[] = [];
    const handle: Options["handle"] = (events) => void sizes.push(events.length);
    const { processor } = recorder(store, { batchSize: 2, handle });
    await using _ = await started(processor);
    await processor.waitFor(5);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it("continues where it stopped", async () => {
    const store = newStore();
    await append(store, "a", 1, 2);
    const first = recorder(store);
    await started(first.processor);
    await first.processor.waitFor(2);
    await first.processor.stop();
    await append(store, "a", 3);
    const second = recorder(store);
    await using _ = await started(second.processor);
    await second.processor.waitFor(3);
    expect([first.handled, second.handled]).toEqual([[1, 2], [3]]);
  });

  it("finishes its batch when it stops", async () => {
    const store = newStore();
    await append(store, "a", 1, 2, 3);
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    const { processor, handled } = recorder(store, { batchSize: 2, handle: () => finished });
    await started(processor);
    await vi.waitFor(async () => expect(await processor.lag()).toBe(3));
    const stopping = processor.stop();
    finish();
    await stopping;
    await processor.stopped;
    expect(handled).toEqual([1, 2]);
    expect(await processor.lag()).toBe(1);
  });

  it("leaves the work to one of several with its name; another takes over when that one stops", async () => {
    const store = newStore();
    const [first, second] = [recorder(store), recorder(store)];
    await started(first.processor);
    await append(store, "a", 1);
    await first.processor.waitFor(1);
    await started(second.processor);
    await append(store, "a", 2);
    await second.processor.waitFor(2);
    expect([first.handled, second.handled]).toEqual([[1, 2], []]);
    await first.processor.stop();
    await append(store, "a", 3);
    await second.processor.waitFor(3);
    expect([first.handled, second.handled]).toEqual([[1, 2], [3]]);
    await second.processor.stop();
  });

  it("handles nothing more after another has taken over from it", async () => {
    const adapter = memoryAdapter();
    const { processors } = adapter;
    if (!processors) throw new Error("the memory adapter keeps the state of processors");
    const store = newStore(adapter);
    await append(store, "a", 1);
    // As in a process that stands still: it cannot renew its lease, and does not hear that it has lost it.
    const still = newStore({
      ...adapter,
      processors: { ...processors, renew: async () => await Promise.reject(new UnavailableError("paused")) },
    });
    const { promise: awake, resolve: wakeUp } = Promise.withResolvers<void>();
    const [first, second] = [recorder(still, { leaseMs: 20, handle: () => awake }), recorder(store)];
    await started(first.processor);
    await vi.waitFor(async () => expect(await processors.status("recorder")).toHaveLength(1));
    await started(second.processor);
    await second.processor.waitFor(1);
    wakeUp();
    for (const n of [2, 3, 4]) await append(store, "a", n);
    await second.processor.waitFor(4);
    await first.processor.stop();
    await second.processor.stop();
    expect(second.handled).toEqual([1, 2, 3, 4]);
    expect(first.handled).toEqual([1]);
  });

  it("is independent of processors with other names", async () => {
    const store = newStore();
    await append(store, "a", 1);
    const [one, other] = [recorder(store), recorder(store, { name: "other" })];
    await using first = await started(one.processor);
    await using second = await started(other.processor);
    expect(first).not.toBe(second);
    await one.processor.waitFor(1);
    await other.processor.waitFor(1);
    expect([one.handled, other.handled]).toEqual([[1], [1]]);
  });

  it("cannot be started again after it was stopped", async () => {
    const { processor } = recorder(newStore());
    await started(processor);
    await processor.start();
    await processor.stop();
    await processor.stop();
    await expect(processor.start()).rejects.toMatchObject({ code: "invalid-input" });
  });
});

describe("an event that cannot be handled", () => {
  it("is tried again, alone, and the others are handled meanwhile", async () => {
    const store = newStore();
    await append(store, "a", 1, 2, 3);
    const tried: (readonly [attempt: number, numbers: readonly number[]])[] = [];
    const handle: Options["handle"] = (events, { attempt }) => {
      const numbers = events.map(({ data }) => data.n);
      tried.push([attempt, numbers]);
      if (numbers.includes(2) && attempt < 3) throw new Error("not yet");
    };
    const { processor, handled } = recorder(store, { handle });
    await using _ = await started(processor);
    await processor.waitFor(3);
    expect(tried).toEqual([
      [1, [1, 2, 3]],
      [1, [1]],
      [1, [2]],
      [2, [2]],
      [3, [2]],
      [1, [3]],
    ]);
    expect(handled).toEqual([1, 2, 3]);
  });

  it("stops the processor after the last attempt, and says which event it was", async () => {
    const store = newStore();
    await append(store, "a", 1, 2, 3);
    const { processor, handled } = recorder(store, { handle: failingFor(new Set([2])) });
    await started(processor);
    await expect(processor.stopped).rejects.toMatchObject({
      code: "processor-failed",
      processor: "recorder",
      streamId: "a",
      position: 2,
      attempts: 3,
      message:
        "processor 'recorder' stopped: 'Counted' at position 2 in stream 'a' could not be handled in 3 attempts",
      cause: { message: "cannot handle 2" },
    });
    expect(handled).toEqual([1]);
    expect(await processor.lag()).toBe(2);
    await expect(processor.waitFor(3)).rejects.toMatchObject({ code: "processor-failed" });
  });

  it("can be parked, with the later events of its stream, until they are retried in order", async () => {
    const store = newStore();
    const broken = new Set([2]);
    const parked: number[] = [];
    const { processor, handled } = recorder(store, {
      onFailure: "park",
      handle: failingFor(broken),
      onParked: ({ position }) => void parked.push(position),
    });
    await append(store, "a", 1, 2, 3);
    await append(store, "b", 4);
    await using _ = await started(processor);
    await processor.waitFor(4);
    await append(store, "a", 5);
    await append(store, "b", 6);
    await processor.waitFor(6);
    expect(handled).toEqual([1, 4, 6]);
    expect(await processor.parked()).toEqual([
      { position: 2, streamId: "a", problem: "cannot handle 2", isDue: false },
      { position: 3, streamId: "a", problem: "an earlier event of its stream is parked", isDue: false },
      { position: 5, streamId: "a", problem: "an earlier event of its stream is parked", isDue: false },
    ]);
    expect(parked).toEqual([2]);

    await processor.retryParked("b");
    await processor.retryParked("a");
    await vi.waitFor(() => expect(parked).toEqual([2, 2]));
    expect(handled).toEqual([1, 4, 6]);
    broken.clear();
    await processor.retryParked();
    await vi.waitFor(async () => expect(await processor.parked()).toEqual([]));
    expect(handled).toEqual([1, 4, 6, 2, 3, 5]);
  });

  it("is parked whatever its error says", async () => {
    const store = newStore();
    await append(store, "a", 1);
    const { processor } = recorder(store, {
      onFailure: "park",
      handle() {
        throw new Error("bad\0 \uD800 text");
      },
    });
    await using _ = await started(processor);
    await processor.waitFor(1);
    expect(await processor.parked()).toMatchObject([{ problem: "bad\uFFFD \uFFFD text" }]);
  });

  it("does not count as tried while something is unavailable", async () => {
    const store = newStore();
    await append(store, "a", 1);
    let failures = 0;
    const problems: unknown[] = [];
    const { processor, handled } = recorder(store, {
      handle() {
        if (failures++ < 10) throw new UnavailableError("the mail server is down");
      },
      onUnavailable: (error) => void problems.push(error),
    });
    await using _ = await started(processor);
    await processor.waitFor(1);
    expect(handled).toEqual([1]);
    expect(problems).toHaveLength(10);
  });
});

describe("partitions", () => {
  it("keep the order within each stream, and work at the same time", async () => {
    const store = newStore();
    const streams = Array.from({ length: 20 }, (_, index) => `stream ${index}`);
    for (const n of [1, 2, 3, 4]) for (const streamId of streams) await append(store, streamId, n);
    const byStream = new Map<string, number[]>();
    let [working, most] = [0, 0];
    const { processor } = recorder(store, {
      partitions: 4,
      batchSize: 3,
      async handle(events) {
        most = Math.max(most, ++working);
        await new Promise((resolve) => setTimeout(resolve, 1));
        for (const { streamId, data } of events) {
          byStream.set(streamId, [...(byStream.get(streamId) ?? []), data.n]);
        }
        working--;
      },
    });
    await using _ = await started(processor);
    await processor.waitFor(80);
    expect([...byStream.values()]).toEqual(streams.map(() => [1, 2, 3, 4]));
    expect(byStream.size).toBe(20);
    expect(most).toBeGreaterThan(1);
  });

  it("cannot be changed before the processor is forgotten", async () => {
    const store = newStore();
    await append(store, "a", 1);
    const first = recorder(store, { partitions: 2 });
    await started(first.processor);
    await first.processor.waitFor(1);
    await first.processor.stop();
    const second = recorder(store, { partitions: 3 });
    await expect(second.processor.start()).rejects.toMatchObject({
      code: "invalid-input",
      path: "options.partitions",
    });
    await second.processor.forget();
    await using _ = await started(second.processor);
    await second.processor.waitFor(1);
    expect(second.handled).toEqual([1]);
  });
});

describe("a processor that is forgotten", () => {
  it("begins again with the first event, also while it runs", async () => {
    const store = newStore();
    await append(store, "a", 1, 2);
    const { processor, handled } = recorder(store);
    await using _ = await started(processor);
    await processor.waitFor(2);
    await processor.forget();
    await vi.waitFor(() => expect(handled).toEqual([1, 2, 1, 2]));
  });
});

describe("waitFor", () => {
  it("waits for the events of an append, whoever handles them", async () => {
    const store = newStore();
    const [working, waiting] = [recorder(store), recorder(store)];
    await using _ = await started(working.processor);
    const result = await store.append("a", [{ type: "Counted", data: { n: 1 } }], { expectedVersion: 0 });
    await waiting.processor.waitFor(result);
    expect(working.handled).toEqual([1]);
  });

  it("returns at once if nothing was appended", async () => {
    const { processor } = recorder(newStore());
    await expect(processor.waitFor({})).resolves.toBeUndefined();
  });

  it("can be given up", async () => {
    const { processor } = recorder(newStore());
    const signal = AbortSignal.timeout(10);
    await expect(processor.waitFor(1, { signal })).rejects.toMatchObject({ name: "TimeoutError" });
  });
});

describe("a store that was restored to an earlier time", () => {
  /** The processors of one adapter on the events of another. */
  function restored(events: StorageAdapter, state: StorageAdapter): EventStore<Counted> {
    return newStore({ ...events, processors: state.processors });
  }

  it.each([
    ["shorter than the checkpoint", [1]],
    ["as long as the checkpoint, with other events", [1, 9]],
    ["longer than the checkpoint, with other events", [1, 9, 10]],
  ])("is found out if it is %s", async (_, numbers) => {
    const lost = memoryAdapter();
    const store = newStore(lost);
    await append(store, "a", 1, 2);
    const { processor } = recorder(store);
    await started(processor);
    await processor.waitFor(2);
    await processor.stop();
    const events = memoryAdapter();
    await append(newStore(events), "a", ...numbers);
    const { processor: later, handled } = recorder(restored(events, lost));
    await expect(later.start()).rejects.toMatchObject({ code: "position-ahead", position: 2 });
    expect(handled).toEqual([]);
    await later.forget();
    await later.start();
    await later.waitFor(numbers.length);
    expect(handled).toEqual(numbers);
    await later.stop();
  });
});

describe("the options of a processor", () => {
  const store = newStore();
  it.each([
    [{ name: "" }, "options.name"],
    [{ handle: "no function" }, "options.handle"],
    [{ types: "Counted" }, "options.types"],
    [{ categories: ["a-b"] }, "options.categories[0]"],
    [{ batchSize: 0 }, "options.batchSize"],
    [{ partitions: 1.5 }, "options.partitions"],
    [{ leaseMs: -1 }, "options.leaseMs"],
    [{ pollMs: 0 }, "options.pollMs"],
    [{ onFailure: "ignore" }, "options.onFailure"],
    [{ retry: { attempts: 0 } }, "retry.attempts"],
    [{ transactions: memoryAdapter() }, "options.transactions"],
    [{ store: newStore({ ...memoryAdapter(), processors: undefined }) }, "options.store"],
    [{ subscribe: true }, "options.subscribe"],
  ])("are checked: %j", (wrong, path) => {
    const options = { store, name: "recorder", handle: () => {}, ...wrong } as ProcessorOptions<Counted>;
    expect(() => createProcessor(options)).toThrow(expect.objectContaining({ code: "invalid-input", path }));
  });
});
