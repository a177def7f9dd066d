import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expect, it } from "vitest";

import {
  MAX_REPORTED_CONFLICTS,
  type AppendRequest,
  type StorageAdapter,
} from "../adapter/storage-adapter.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import { ConflictError } from "./refusal-errors.ts";
import { defineConflictRules } from "../rules/define-conflict-rules.ts";
import { createEventStore } from "./create-event-store.ts";

type ClientEvent =
  | Event<"ClientValueUpgraded", { to: number }>
  | Event<"ClientValueDowngraded", { to: number }>
  | Event<"MeetingNoteAdded", { text: string }>
  | Event<"ClientRenamed", { name: string }>
  | Event<"RoomBooked", { from: number; until: number }>;

const rules = defineConflictRules<ClientEvent>({
  rules: {
    ClientValueUpgraded: ["ClientValueUpgraded", "ClientValueDowngraded"],
    MeetingNoteAdded: [],
    RoomBooked: [
      {
        type: "RoomBooked",
        conflictsWhen: (mine, theirs) =>
          mine.data.from < theirs.data.until && theirs.data.from < mine.data.until,
      },
    ],
  },
});

const upgraded = (to: number): ClientEvent => ({ type: "ClientValueUpgraded", data: { to } });
const note = (text: string): ClientEvent => ({ type: "MeetingNoteAdded", data: { text } });
const renamed = (name: string): ClientEvent => ({ type: "ClientRenamed", data: { name } });
const booked = (from: number, until: number): ClientEvent => ({ type: "RoomBooked", data: { from, until } });

/** A store, and every request that reached its adapter. */
function observedStore(adapter: StorageAdapter = memoryAdapter()) {
  const requests: AppendRequest[] = [];
  const observed: StorageAdapter = {
    ...adapter,
    append(request) {
      requests.push(request);
      return adapter.append(request);
    },
  };
  return { requests, adapter, store: createEventStore<ClientEvent>({ adapter: observed, rules }) };
}

async function list<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  return await Array.fromAsync(items);
}

describe("the founding story", () => {
  it("lets Harry's note through, refuses a second change of the value, and loses nothing", async () => {
    const { store } = observedStore();
    await store.append("client-42", [renamed("Acme"), upgraded(10)], { expectedVersion: "noStream" });
    const joe = await store.append("client-42", [upgraded(20)], { expectedVersion: 2 });
    const harry = await store.append("client-42", [note("lunch")], { expectedVersion: 2 });
    expect(joe).toMatchObject({ kind: "appended", firstVersion: 3, lastVersion: 3, mergedOver: 0 });
    expect(harry).toMatchObject({ kind: "merged", firstVersion: 4, lastVersion: 4, mergedOver: 1 });

    const second = store.append("client-42", [upgraded(15)], { expectedVersion: 2 });
    await expect(second).rejects.toThrow(ConflictError);
    await expect(second).rejects.toMatchObject({
      code: "conflict",
      actualVersion: 4,
      count: 1,
      truncated: false,
      conflicts: [{ reason: "rule", incoming: { index: 0 }, committed: { version: 3, data: { to: 20 } } }],
    });
    const types = (await list(store.readStream("client-42"))).map(({ type }) => type);
    expect(types).toEqual([
      "ClientRenamed",
      "ClientValueUpgraded",
      "ClientValueUpgraded",
      "MeetingNoteAdded",
    ]);
  });

  it("has its refusal as a value of tryAppend", async () => {
    const { store } = observedStore();
    await store.append("client-42", [upgraded(10)], { expectedVersion: 0 });
    const outcome = await store.tryAppend("client-42", [note("x"), upgraded(20)], { expectedVersion: 0 });
    expect(outcome).toMatchObject({
      kind: "conflict",
      streamId: "client-42",
      expectedVersion: 0,
      actualVersion: 1,
      conflicts: [{ incoming: { index: 1, type: "ClientValueUpgraded" } }],
    });
  });
});

describe("an append", () => {
  it("with invalid input is not sent to the adapter", async () => {
    const { store, requests } = observedStore();
    const invalid = { code: "invalid-input" };
    await expect(store.append("", [note("x")], { expectedVersion: 0 })).rejects.toMatchObject(invalid);
    await expect(store.append("client-42", [], { expectedVersion: 0 })).rejects.toMatchObject(invalid);
    await expect(store.append("client-42", [note("\0")], { expectedVersion: 0 })).rejects.toMatchObject(
      invalid,
    );
    await expect(store.append("client-42", [note("x")], { expectedVersion: -1 })).rejects.toMatchObject(
      invalid,
    );
    await expect(store.append("client-42", [note("x")], undefined as never)).rejects.toMatchObject(invalid);
    expect(requests).toEqual([]);
  });

  it("treats -0 as 0", async () => {
    const { store, requests } = observedStore();
    await store.append("client-42", [note("x")], { expectedVersion: -0 });
    expect(requests[0]?.expectedVersion).toBe(0);
  });

  it("is refused for its version if rules cannot change that", async () => {
    const { store } = observedStore();
    const wrong = { code: "wrong-version" };
    await expect(store.append("client-42", [note("x")], { expectedVersion: 1 })).rejects.toMatchObject(wrong);
    await expect(
      store.append("client-42", [note("x")], { expectedVersion: "streamExists" }),
    ).rejects.toMatchObject(wrong);
    await store.append("client-42", [note("x")], { expectedVersion: "any" });
    await expect(
      store.append("client-42", [note("x")], { expectedVersion: "noStream" }),
    ).rejects.toMatchObject({
      ...wrong,
      message: "stream 'client-42' already exists, at version 1; nothing was appended",
    });
    expect(await list(store.readAll())).toHaveLength(1);
  });

  it("that is sent twice with the same ids is written once", async () => {
    const { store } = observedStore();
    const event = { ...upgraded(20), id: "joe-1" };
    const first = await store.append("client-42", [event], { expectedVersion: 0 });
    const again = await store.append("client-42", [event], { expectedVersion: 0 });
    expect(again).toEqual({ ...first, kind: "duplicate", checked: null });
    await expect(
      store.append("client-42", [{ ...upgraded(30), id: "joe-1" }], { expectedVersion: 0 }),
    ).rejects.toMatchObject({ code: "id-reused", eventId: "joe-1", version: 1 });
  });

  it("records what is needed to re-check it", async () => {
    const { store } = observedStore();
    await store.append("client-42", [upgraded(1)], { expectedVersion: "any" });
    await store.append("client-42", [note("a"), note("b")], { expectedVersion: 0 });
    const [, first, second] = await list(store.readStream("client-42"));
    expect(first?.provenance).toMatchObject({ expectedVersion: 0, rules: rules.fingerprint });
    expect(first?.provenance.append).toMatchObject({ index: 0, count: 2 });
    expect(second?.provenance.append).toEqual({ ...first?.provenance.append, index: 1 });
    expect(await list(store.readRuleSets())).toEqual([
      { fingerprint: rules.fingerprint, canonicalJson: rules.canonicalJson },
    ]);
  });

  it("conflicts with everything if there are no rules", async () => {
    const store = createEventStore<ClientEvent>({ adapter: memoryAdapter() });
    await store.append("client-42", [note("x")], { expectedVersion: 0 });
    await expect(store.append("client-42", [note("y")], { expectedVersion: 0 })).rejects.toMatchObject({
      code: "conflict",
      conflicts: [{ reason: "unregistered" }],
    });
  });

  it("is sent in one request, with matchers instead of rules", async () => {
    const { store, requests } = observedStore();
    await store.append("client-42", [note("x"), upgraded(1)], { expectedVersion: 0 });
    expect(requests).toMatchObject([
      {
        checkAfter: 0,
        conflictsWith: [
          { type: "ClientValueDowngraded", where: [] },
          { type: "ClientValueUpgraded", where: [] },
        ],
      },
    ]);
  });
});

describe("a long conflict", () => {
  it("reports the first conflicting events, and the number of all", async () => {
    const { store } = observedStore();
    const many = Array.from({ length: MAX_REPORTED_CONFLICTS + 50 }, (_, index) => upgraded(index));
    await store.append("client-42", many, { expectedVersion: 0 });
    const refused = await store.tryAppend("client-42", [upgraded(1)], { expectedVersion: 0 });
    expect(refused).toMatchObject({ kind: "conflict", count: many.length, truncated: true });
    expect(refused.kind === "conflict" && refused.conflicts).toHaveLength(MAX_REPORTED_CONFLICTS);
  });
});

describe("a free predicate", () => {
  it("judges the events that the matchers found, and allows the append if none conflicts", async () => {
    const { store, requests } = observedStore();
    await store.append("room-1", [booked(9, 10)], { expectedVersion: 0 });
    const cleared = await store.append("room-1", [booked(10, 11)], { expectedVersion: 0 });
    expect(cleared).toMatchObject({ kind: "merged", firstVersion: 2, mergedOver: 1 });
    // Sent again as if the caller had seen version 1; the expected version is still recorded.
    expect(requests.slice(1)).toMatchObject([{ checkAfter: 0 }, { checkAfter: 1, expectedVersion: 0 }]);
    await expect(store.append("room-1", [booked(9, 11)], { expectedVersion: 0 })).rejects.toMatchObject({
      code: "conflict",
      count: 2,
    });
  });

  it("judges the events that were committed while it was running", async () => {
    const adapter = memoryAdapter();
    const other = createEventStore<ClientEvent>({ adapter, rules });
    let turns = 0;
    const racing: StorageAdapter = {
      ...adapter,
      async append(request) {
        const outcome = await adapter.append(request);
        if (outcome.kind === "conflict" && ++turns === 1) {
          await other.append("room-1", [booked(10, 11)], { expectedVersion: "any" });
        }
        return outcome;
      },
    };
    await other.append("room-1", [booked(9, 10)], { expectedVersion: 0 });
    const store = createEventStore<ClientEvent>({ adapter: racing, rules });
    const late = store.append("room-1", [booked(10, 12)], { expectedVersion: 0 });
    await expect(late).rejects.toMatchObject({
      code: "conflict",
      count: 1,
      conflicts: [{ committed: { version: 2 } }],
    });
    expect(turns).toBe(2);
  });

  it("gives up after a bounded number of turns", async () => {
    const adapter = memoryAdapter();
    const other = createEventStore<ClientEvent>({ adapter, rules });
    let slot = 0;
    const racing: StorageAdapter = {
      ...adapter,
      async append(request) {
        slot += 2;
        await other.append("room-1", [booked(slot, slot + 1)], { expectedVersion: "any" });
        return await adapter.append(request);
      },
    };
    const store = createEventStore<ClientEvent>({ adapter: racing, rules, retry: { backoff: () => 0 } });
    const endless = store.append("room-1", [booked(-1, 0)], { expectedVersion: 0 });
    await expect(endless).rejects.toMatchObject({ code: "contention", attempts: 16 });
    expect(await list(store.readStream("room-1"))).toHaveLength(16);
  });

  it("judges the whole window if the adapter reports only a part of it", async () => {
    const { store } = observedStore();
    const many = Array.from({ length: MAX_REPORTED_CONFLICTS + 1 }, (_, hour) => booked(hour, hour + 1));
    await store.append("room-1", many, { expectedVersion: "any" });
    const last = MAX_REPORTED_CONFLICTS;
    await expect(
      store.append("room-1", [booked(last, last + 1)], { expectedVersion: 0 }),
    ).rejects.toMatchObject({
      code: "conflict",
      count: 1,
      truncated: false,
      conflicts: [{ committed: { version: last + 1 } }],
    });
    const free = await store.append("room-1", [booked(last + 1, last + 2)], { expectedVersion: 0 });
    expect(free.kind).toBe("merged");
  });

  it("keeps only the events of a long window that it reports", async () => {
    const { store } = observedStore();
    for (let batch = 0; batch < 5; batch++) {
      const slots = Array.from({ length: 1_000 }, () => booked(0, 10));
      await store.append("room-1", slots, { expectedVersion: "any" });
    }
    const all = Array.from({ length: 50 }, () => booked(0, 10));
    const refused = await store.tryAppend("room-1", all, { expectedVersion: 0 });
    expect(refused).toMatchObject({ kind: "conflict", count: 5_000, truncated: true });
    expect(refused.kind === "conflict" && refused.conflicts).toHaveLength(50 * MAX_REPORTED_CONFLICTS);
  });

  it("detects an adapter that hides a part of the window", async () => {
    const adapter = memoryAdapter();
    const hiding: StorageAdapter = {
      ...adapter,
      async *readStream(...args) {
        for await (const event of adapter.readStream(...args)) if (event.version !== 7) yield event;
      },
    };
    const store = createEventStore<ClientEvent>({ adapter: hiding, rules });
    const many = Array.from({ length: MAX_REPORTED_CONFLICTS + 1 }, (_, hour) => booked(hour, hour + 1));
    await store.append("room-1", many, { expectedVersion: "any" });
    const append = store.append("room-1", [booked(-1, 0)], { expectedVersion: 0 });
    await expect(append).rejects.toMatchObject({ code: "adapter-contract" });
  });
});

describe("an adapter that refuses too much", () => {
  it("is overruled by the rules: nothing conflicts, so the append is written", async () => {
    const adapter = memoryAdapter();
    const timid: StorageAdapter = {
      ...adapter,
      append: (request) => adapter.append({ ...request, conflictsWith: "any-event" }),
    };
    const store = createEventStore<ClientEvent>({ adapter: timid, rules });
    await store.append("client-42", [upgraded(1)], { expectedVersion: 0 });
    expect(await store.append("client-42", [note("x")], { expectedVersion: 0 })).toMatchObject({
      kind: "merged",
    });
  });
});

describe("the check that an append passed", () => {
  it("is in the result: after which version, and by which rules", async () => {
    const { store } = observedStore();
    const appended = await store.append("client-42", [upgraded(1)], { expectedVersion: 0 });
    expect(appended.checked).toEqual({ afterVersion: 0, rules: rules.fingerprint });
    const merged = await store.append("client-42", [note("x")], { expectedVersion: 0 });
    expect(merged).toMatchObject({ kind: "merged", checked: { afterVersion: 0, rules: rules.fingerprint } });
    const decided = await store.append("client-42", [note("y")], { expectedVersion: 1, decisionVersion: 2 });
    expect(decided.checked).toEqual({ afterVersion: 1, rules: rules.fingerprint });
    const withoutRules = createEventStore<ClientEvent>({ adapter: memoryAdapter() });
    const alone = await withoutRules.append("client-42", [note("z")], { expectedVersion: 0 });
    expect(alone.checked).toEqual({ afterVersion: 0, rules: null });
  });

  it("is null if there was no check, so that a skipped check does not look like a passed one", async () => {
    const { store } = observedStore();
    const event = { ...note("x"), id: "n1" };
    for (const expectedVersion of ["noStream", "streamExists", "any"] as const) {
      const { checked } = await store.append("client-42", [note("x")], { expectedVersion });
      expect(checked).toBeNull();
    }
    await store.append("client-42", [event], { expectedVersion: 3 });
    const again = await store.append("client-42", [event], { expectedVersion: 3 });
    expect(again).toMatchObject({ kind: "duplicate", checked: null });
  });
});

describe("decisionVersion", () => {
  it("refuses to append at another version, even if nothing conflicts", async () => {
    const { store } = observedStore();
    await store.append("client-42", [upgraded(1), note("a")], { expectedVersion: 0 });
    const stale = store.append("client-42", [note("b")], { expectedVersion: 0, decisionVersion: 1 });
    await expect(stale).rejects.toMatchObject({
      code: "stale-decision",
      decisionVersion: 1,
      actualVersion: 2,
    });
    const fresh = await store.append("client-42", [note("b")], { expectedVersion: 0, decisionVersion: 2 });
    expect(fresh).toMatchObject({ kind: "merged", firstVersion: 3, mergedOver: 2 });
  });

  it("still judges the events that the decision saw and the user did not", async () => {
    const { store } = observedStore();
    await store.append("client-42", [upgraded(1), note("a")], { expectedVersion: 0 });
    const refused = store.append("client-42", [upgraded(2)], { expectedVersion: 0, decisionVersion: 2 });
    await expect(refused).rejects.toMatchObject({
      code: "conflict",
      conflicts: [{ committed: { version: 1 } }],
    });
  });

  it("recognises the same append again before it can conflict with itself", async () => {
    const { store } = observedStore();
    const event = { ...upgraded(2), id: "joe-1" };
    const first = await store.append("client-42", [event], { expectedVersion: 0, decisionVersion: 0 });
    const again = await store.append("client-42", [event], { expectedVersion: 0, decisionVersion: 1 });
    expect(again).toEqual({ ...first, kind: "duplicate", checked: null });
  });

  it("refuses a decision above the stream's version, even if the stream grows to that version meanwhile", async () => {
    const adapter = memoryAdapter();
    const other = createEventStore<ClientEvent>({ adapter, rules });
    const racing: StorageAdapter = {
      ...adapter,
      async append(request) {
        await other.append("client-42", [upgraded(2)], { expectedVersion: "any" });
        return await adapter.append(request);
      },
    };
    await other.append("client-42", [note("a")], { expectedVersion: 0 });
    const store = createEventStore<ClientEvent>({ adapter: racing, rules });
    const unjudged = store.append("client-42", [upgraded(3)], { expectedVersion: 0, decisionVersion: 2 });
    await expect(unjudged).rejects.toMatchObject({ code: "stale-decision", actualVersion: 1 });
  });

  it("refuses an expected version above the stream's version first", async () => {
    const { store } = observedStore();
    await store.append("client-42", [note("a"), note("b")], { expectedVersion: 0 });
    const ahead = store.append("client-42", [note("c")], { expectedVersion: 5, decisionVersion: 7 });
    await expect(ahead).rejects.toMatchObject({
      code: "wrong-version",
      expectedVersion: 5,
      actualVersion: 2,
    });
  });

  it("refuses a version that the stream never had", async () => {
    const { store } = observedStore();
    await store.append("client-42", [note("a")], { expectedVersion: 0 });
    const ahead = store.append("client-42", [note("b")], { expectedVersion: 0, decisionVersion: 5 });
    await expect(ahead).rejects.toMatchObject({
      code: "stale-decision",
      decisionVersion: 5,
      actualVersion: 1,
    });
    const below = store.append("client-42", [note("b")], { expectedVersion: 3, decisionVersion: 2 });
    await expect(below).rejects.toMatchObject({ code: "invalid-input", path: "options.decisionVersion" });
  });
});

describe("reads", () => {
  it("return what the adapter returns, and refuse invalid options", async () => {
    const { store } = observedStore();
    await store.append("client-42", [upgraded(1), note("a")], { expectedVersion: 0 });
    await store.append("order-1", [note("b")], { expectedVersion: 0 });
    const texts = (events: readonly RecordedEvent<ClientEvent>[]) =>
      events.map((event) => (event.type === "MeetingNoteAdded" ? event.data.text : event.type));
    expect(texts(await list(store.readStream("client-42", { afterVersion: 1 })))).toEqual(["a"]);
    expect(texts(await list(store.readAll({ types: ["MeetingNoteAdded"] })))).toEqual(["a", "b"]);
    expect(texts(await list(store.readAll({ categories: ["order"] })))).toEqual(["b"]);

    const invalid = expect.objectContaining({ code: "invalid-input" }) as Error;
    expect(() => store.readStream("")).toThrow(invalid);
    expect(() => store.readStream("client-42", { afterVersion: -1 })).toThrow(invalid);
    expect(() => store.readStream("client-42", { direction: "sideways" as never })).toThrow(invalid);
    expect(() => store.readAll({ limit: 1.5 })).toThrow(invalid);
    expect(() => store.readAll({ types: "MeetingNoteAdded" as never })).toThrow(invalid);
  });
});

describe("a mistake of a caller without a compiler", () => {
  const invalid = (path: string) => expect.objectContaining({ code: "invalid-input", path }) as Error;

  it("is refused when the store is created", () => {
    const adapter = memoryAdapter();
    const create = createEventStore as (options: unknown) => unknown;
    expect(() => create({})).toThrow(invalid("options.adapter"));
    expect(() => create({ adapter, rule: rules })).toThrow(invalid("options.rule"));
    expect(() => create({ adapter, rules: defineConflictRules })).toThrow(invalid("options.rules"));
    // Rules that were changed by hand would be recorded with the fingerprint of other rules.
    expect(() => create({ adapter, rules: { ...rules, rules: [] } })).toThrow(invalid("options.rules"));
    expect(() => create({ adapter, limits: { maxEvents: NaN } })).toThrow(invalid("limits.maxEvents"));
  });

  it("is refused with an append", async () => {
    const { store } = observedStore();
    const misspelt = { expectedVersion: 0, decidedat: 1 } as never;
    await expect(store.append("client-42", [note("x")], misspelt)).rejects.toThrow(
      invalid("options.decidedat"),
    );
    await expect(store.append("client-42", [note("x")], null as never)).rejects.toThrow(invalid("options"));
  });

  it("is refused with a read, and cannot change a read that has begun", async () => {
    const { store } = observedStore();
    await store.append("client-42", [note("a"), note("b")], { expectedVersion: 0 });
    expect(() => store.readStream("client-42", { fromVersion: 2 } as never)).toThrow(
      invalid("options.fromVersion"),
    );
    expect(() => store.readStream("client-42", "backwards" as never)).toThrow(invalid("options"));
    expect(() => store.readAll({ types: ["\0"] as never })).toThrow(invalid("options.types[0]"));
    expect(() => store.readAll({ categories: ["client-42"] })).toThrow(invalid("options.categories[0]"));
    const options = { afterVersion: 1 };
    const read = store.readStream("client-42", options);
    options.afterVersion = -5;
    expect(await list(read)).toHaveLength(1);
  });

  it("in an adapter that returns no outcome is an error", async () => {
    const adapter = { ...memoryAdapter(), append: () => Promise.resolve(undefined as never) };
    const store = createEventStore({ adapter });
    await expect(store.append("client-42", [note("x")], { expectedVersion: 0 })).rejects.toMatchObject({
      code: "adapter-contract",
    });
  });
});

describe("closing", () => {
  it("closes the adapter when it is disposed of", async () => {
    const { store } = observedStore();
    await store[Symbol.asyncDispose]();
    await expect(list(store.readStream("client-42"))).rejects.toMatchObject({ code: "store-closed" });
  });

  it("closes the adapter, and later calls are refused", async () => {
    const { store } = observedStore();
    await store.close();
    await expect(store.append("client-42", [note("x")], { expectedVersion: 0 })).rejects.toMatchObject({
      code: "store-closed",
    });
  });
});
