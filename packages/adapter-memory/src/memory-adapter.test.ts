/** The reference adapter: the conformance suite, and tests of what it promises beyond the contract. */

import type { RecordedEvent } from "@truce/core";
import type { AppendRequest, StorageAdapter } from "@truce/core/adapter";
import { testStorageAdapter } from "@truce/testkit";
import { describe, expect, test } from "vitest";

import { memoryAdapter } from "./memory-adapter.ts";

testStorageAdapter("the memory adapter", async () => memoryAdapter());

describe("the clock of the memory adapter", () => {
  test("sets the time at which an event was recorded", async () => {
    const adapter = memoryAdapter({ now: () => new Date("2031-05-06T07:08:09.010Z") });
    await adapter.append(appendOf("a", "b"));
    const recorded = await read(adapter);
    expect(recorded.map(({ recordedAt }) => recordedAt.toISOString())).toEqual([
      "2031-05-06T07:08:09.010Z",
      "2031-05-06T07:08:09.010Z",
    ]);
  });

  test("is read once for an append that is written, and not for others", async () => {
    let asked = 0;
    const adapter = memoryAdapter({ now: () => new Date(asked++) });
    await adapter.append(appendOf("a", "b"));
    await adapter.append(appendOf("a", "b"));
    await adapter.append({ ...appendOf("c"), expectedVersion: 0, checkAfter: 0 });
    expect(asked).toBe(1);
  });

  test("does not share its dates with callers", async () => {
    const date = new Date(1_000);
    const adapter = memoryAdapter({ now: () => date });
    await adapter.append(appendOf("a"));
    date.setTime(2_000);
    const [first] = await read(adapter);
    first?.recordedAt.setTime(3_000);
    expect((await read(adapter)).map(({ recordedAt }) => recordedAt.getTime())).toEqual([1_000]);
  });
});

describe("a fault in the middle of an append", () => {
  test("writes nothing if the clock throws", async () => {
    const broken = new Error("the clock has stopped");
    const adapter = memoryAdapter({
      now: () => {
        throw broken;
      },
    });
    await expect(adapter.append(appendOf("a"))).rejects.toBe(broken);
    await expectEmpty(adapter);
  });

  test("writes nothing if the last event is not valid JSON", async () => {
    const adapter = memoryAdapter();
    const { events, ...append } = appendOf("a", "b");
    const malformed = events.map((event, index) => (index === 1 ? { ...event, data: "{" } : event));
    await expect(adapter.append({ ...append, events: malformed })).rejects.toBeInstanceOf(SyntaxError);
    await expectEmpty(adapter);
    expect((await adapter.append({ ...append, events })).kind).toBe("appended");
  });
});

describe("a read of the memory adapter", () => {
  test("returns the store as it was when the iteration began, so that a loop that appends ends", async () => {
    const adapter = memoryAdapter();
    await adapter.append(appendOf("a", "b", "c"));
    for (const reading of [adapter.readStream("client-1"), adapter.readAll()]) {
      const before = await read(adapter);
      const seen: RecordedEvent[] = [];
      for await (const event of reading) {
        seen.push(event);
        await adapter.append(appendOf(crypto.randomUUID()));
      }
      expect(seen).toEqual(before);
    }
  });

  test("returns what was appended between the call and the first step", async () => {
    const adapter = memoryAdapter();
    const reading = adapter.readStream("client-1");
    await adapter.append(appendOf("a"));
    const seen: string[] = [];
    for await (const { id } of reading) seen.push(id);
    expect(seen).toEqual(["a"]);
  });

  test("ends with an error when the adapter is closed", async () => {
    const adapter = memoryAdapter();
    await adapter.append(appendOf("a", "b", "c"));
    const seen: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const { id } of adapter.readAll()) {
        seen.push(id);
        if (id === "b") await adapter.close();
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: "store-closed" });
    expect(seen).toEqual(["a", "b"]);
  });
});

test("a memory adapter that is disposed of is closed", async () => {
  const adapter = memoryAdapter();
  await adapter[Symbol.asyncDispose]();
  await expect(adapter.append(appendOf("a"))).rejects.toMatchObject({ code: "store-closed" });
});

test("two memory adapters share nothing", async () => {
  const [one, other] = [memoryAdapter(), memoryAdapter()];
  await one.append(appendOf("a"));
  await expectEmpty(other);
  await one.close();
  await expectEmpty(other);
});

function appendOf(...ids: readonly string[]): AppendRequest {
  return {
    mode: "write",
    streamId: "client-1",
    events: ids.map((id) => ({ id, type: "A", data: "{}", metadata: "{}" })),
    expectedVersion: "any",
    checkAfter: null,
    conflictsWith: "any-event",
    appendId: crypto.randomUUID(),
    rules: { fingerprint: "sha256:0", canonicalJson: "{}" },
  };
}

async function read(adapter: StorageAdapter): Promise<readonly RecordedEvent[]> {
  return await Array.fromAsync(adapter.readAll());
}

async function expectEmpty(adapter: StorageAdapter): Promise<void> {
  expect(await read(adapter)).toEqual([]);
  expect(await Array.fromAsync(adapter.readStream("client-1"))).toEqual([]);
  expect(await Array.fromAsync(adapter.readRuleSets())).toEqual([]);
}
