import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expect, it, vi } from "vitest";

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import { UnavailableError } from "../errors/faults.ts";
import type { Event } from "../events/event.ts";
import { createEventStore } from "../store/create-event-store.ts";
import type { EventStore } from "../store/event-store.ts";
import type { SubscribeOptions } from "./subscribe.ts";

type Counted = Event<"Counted" | "Skipped", { n: number }>;

function newStore(adapter: StorageAdapter = memoryAdapter()): EventStore<Counted> {
  return createEventStore<Counted>({ adapter });
}

async function append(store: EventStore<Counted>, ...numbers: readonly number[]): Promise<void> {
  for (const n of numbers) {
    await store.append(`counter-${n % 2}`, [{ type: "Counted", data: { n } }], { expectedVersion: "any" });
  }
}

/** Reads until it has so many events, and ends the subscription. */
async function take(
  store: EventStore<Counted>,
  count: number,
  options: SubscribeOptions<Counted> = {},
): Promise<readonly number[]> {
  const taken: number[] = [];
  for await (const { data } of store.subscribe({ pollMs: 20, ...options })) {
    taken.push(data.n);
    if (taken.length === count) break;
  }
  return taken;
}

describe("a subscription", () => {
  it("yields what exists, and then what is appended, in order", async () => {
    const store = newStore();
    await append(store, 1, 2, 3);
    const taking = take(store, 6);
    await append(store, 4, 5, 6);
    expect(await taking).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("begins after a position", async () => {
    const store = newStore();
    await append(store, 1, 2, 3);
    expect(await take(store, 2, { afterPosition: 1 })).toEqual([2, 3]);
  });

  it("begins now if it is told to", async () => {
    const store = newStore();
    await append(store, 1, 2);
    const events = store.subscribe({ afterPosition: "now" })[Symbol.asyncIterator]();
    const next = events.next();
    // The subscription has read the last position before this append.
    await new Promise((resolve) => setTimeout(resolve, 10));
    await append(store, 3);
    expect((await next).value).toMatchObject({ data: { n: 3 } });
    await events.return?.();
  });

  it("yields only the wanted types and categories", async () => {
    const store = newStore();
    await store.append("other-1", [{ type: "Counted", data: { n: 1 } }], { expectedVersion: "any" });
    await store.append("counter-1", [{ type: "Skipped", data: { n: 2 } }], { expectedVersion: "any" });
    await append(store, 3);
    expect(await take(store, 1, { types: ["Counted"], categories: ["counter"] })).toEqual([3]);
    expect(await take(store, 2, { categories: ["counter"] })).toEqual([2, 3]);
  });

  it("ends when the signal aborts, also while it waits", async () => {
    const store = newStore();
    await append(store, 1, 2);
    const ending = new AbortController();
    const taken: number[] = [];
    const reading = (async () => {
      for await (const { data } of store.subscribe({ signal: ending.signal })) taken.push(data.n);
    })();
    await vi.waitFor(() => expect(taken).toEqual([1, 2]));
    ending.abort();
    await reading;

    const aborted = AbortSignal.abort();
    expect(await Array.fromAsync(store.subscribe({ signal: aborted }))).toEqual([]);
  });

  it("reads no further than its loop has handled", async () => {
    const store = newStore();
    await append(store, 1, 2, 3);
    const ending = new AbortController();
    const taken: number[] = [];
    for await (const { data } of store.subscribe({ signal: ending.signal })) {
      taken.push(data.n);
      ending.abort();
    }
    expect(taken).toEqual([1]);
  });

  it("says when it has caught up, each time", async () => {
    const store = newStore();
    await append(store, 1, 2);
    const ending = new AbortController();
    const seen: (number | "caught up")[] = [];
    const reading = (async () => {
      const options = { signal: ending.signal, onCaughtUp: () => void seen.push("caught up"), pollMs: 5 };
      for await (const { data } of store.subscribe(options)) seen.push(data.n);
    })();
    await vi.waitFor(() => expect(seen).toEqual([1, 2, "caught up"]));
    await append(store, 3);
    await vi.waitFor(() => expect(seen).toEqual([1, 2, "caught up", 3, "caught up"]));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(seen).toHaveLength(5);
    ending.abort();
    await reading;
  });

  it("finds events that it is not woken for", async () => {
    const { watch: _, ...adapter } = memoryAdapter();
    const store = newStore(adapter);
    const taking = take(store, 2, { pollMs: 5 });
    await append(store, 1, 2);
    expect(await taking).toEqual([1, 2]);
  });

  it("waits while the storage is unavailable, and then skips and repeats nothing", async () => {
    const adapter = memoryAdapter();
    let failures = 0;
    const store = newStore({
      ...adapter,
      async *readAll(options) {
        let yielded = 0;
        for await (const event of adapter.readAll(options)) {
          // In the second batch of a hundred, so that the first has been handed out.
          if (yielded++ === 150 && failures < 3) {
            failures++;
            throw new UnavailableError("the storage is down");
          }
          yield event;
        }
      },
    });
    const numbers = Array.from({ length: 600 }, (_, index) => index + 1);
    await append(store, ...numbers);
    const problems: string[] = [];
    const onUnavailable = ({ message }: Error): void => void problems.push(message);
    expect(await take(store, 600, { onUnavailable })).toEqual(numbers);
    expect(problems).toEqual(Array.from({ length: 3 }, () => "the storage is down"));
  });

  it("is refused if the store has not reached its position", async () => {
    const store = newStore();
    await append(store, 1, 2);
    await expect(take(store, 1, { afterPosition: 3 })).rejects.toMatchObject({
      code: "position-ahead",
      position: 3,
      lastPosition: 2,
    });
  });

  it("rejects when the store is closed", async () => {
    const store = newStore();
    await append(store, 1);
    const reading = take(store, 2, { pollMs: 5 });
    await new Promise((resolve) => setTimeout(resolve, 10));
    await store.close();
    await expect(reading).rejects.toMatchObject({ code: "store-closed" });
  });

  it.each([
    [{ afterPosition: -1 }, "options.afterPosition"],
    [{ afterPosition: "later" }, "options.afterPosition"],
    [{ types: "Counted" }, "options.types"],
    [{ categories: ["a-b"] }, "options.categories[0]"],
    [{ pollMs: 0 }, "options.pollMs"],
    [{ fromPosition: 1 }, "options.fromPosition"],
  ])("refuses %j", (options, path) => {
    expect(() => newStore().subscribe(options as SubscribeOptions<Counted>)).toThrow(
      expect.objectContaining({ code: "invalid-input", path }),
    );
  });
});
