import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expect, it } from "vitest";

import { createCommandHandler } from "../command-handler/create-command-handler.ts";
import type { Event, RecordedEvent } from "../events/event.ts";
import { createProcessor } from "../processing/create-processor.ts";
import { defineProjection, memoryTable, projectInto } from "../projections/projection.ts";
import { defineConflictRules } from "../rules/define-conflict-rules.ts";
import { defineUpcasters } from "../upcasters/define-upcasters.ts";
import { createEventStore } from "./create-event-store.ts";

type ClientEvent =
  | Event<"ClientValueUpgraded", { to: number }>
  | Event<"NotePinned", { noteId: string; by: string }>
  | Event<"NoteAdded", { text: string }>
  | Event<"RoomBooked", { from: number; until: number }>;

type StoredEvent =
  | Event<"ClientUpgraded", { value: number }>
  | Event<"NoteWritten", { text: string; pinned: string | null }>
  | Event<"NotePinned", { note: string }>
  | Event<"NotePinned@2", { noteId: string; by: string }>
  | Event<"SlotBooked", { hour: number }>
  | Event<"ClientViewed", null>;

const upcasters = defineUpcasters<ClientEvent, StoredEvent>({
  ClientUpgraded: {
    becomes: [{ type: "ClientValueUpgraded", fields: { to: "value" } }],
    upcast({ data }) {
      if (data.value < 0) throw new RangeError("a client has no negative value");
      return { type: "ClientValueUpgraded", data: { to: data.value } };
    },
  },
  NoteWritten: {
    becomes: ["NoteAdded", "NotePinned@2"],
    upcast: ({ data: { text, pinned } }) => [
      { type: "NoteAdded", data: { text } },
      ...(pinned === null ? [] : [{ type: "NotePinned@2", data: { noteId: pinned, by: "?" } } as const]),
    ],
  },
  NotePinned: {
    becomes: [{ type: "NotePinned@2", fields: { noteId: "note" } }],
    upcast: ({ data }) => ({ type: "NotePinned@2", data: { noteId: data.note, by: "?" } }),
  },
  "NotePinned@2": { stores: "NotePinned" },
  SlotBooked: {
    becomes: ["RoomBooked"],
    upcast: ({ data: { hour } }) => ({ type: "RoomBooked", data: { from: hour, until: hour + 1 } }),
  },
  ClientViewed: { becomes: [], upcast: () => [] },
});

const rules = defineConflictRules<ClientEvent>({
  rules: {
    ClientValueUpgraded: ["ClientValueUpgraded"],
    NotePinned: [{ type: "NotePinned", on: ["noteId"], reason: "pinned twice" }],
    NoteAdded: [{ type: "NotePinned", when: [{ mine: "text", operator: "=", theirs: "by" }] }],
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
const pinned = (noteId: string): ClientEvent => ({ type: "NotePinned", data: { noteId, by: "ann" } });
const added = (text: string): ClientEvent => ({ type: "NoteAdded", data: { text } });
const booked = (from: number, until: number): ClientEvent => ({ type: "RoomBooked", data: { from, until } });

const clientUpgraded = (value: number): StoredEvent => ({ type: "ClientUpgraded", data: { value } });
const noteWritten = (text: string, pin: string | null): StoredEvent => ({
  type: "NoteWritten",
  data: { text, pinned: pin },
});
const notePinned = (note: string): StoredEvent => ({ type: "NotePinned", data: { note } });
const slotBooked = (hour: number): StoredEvent => ({ type: "SlotBooked", data: { hour } });
const viewed: StoredEvent = { type: "ClientViewed", data: null };

/** A store of today over a log to which yesterday's program appended these events. */
async function setUp(...events: readonly StoredEvent[]) {
  const adapter = memoryAdapter();
  const yesterday = createEventStore<StoredEvent>({ adapter });
  if (events.length > 0) await yesterday.append("client-42", events, { expectedVersion: "any" });
  const store = createEventStore<ClientEvent>({ adapter, rules, upcasters });
  const attempt = (...incoming: readonly ClientEvent[]) =>
    store.tryAppend("client-42", incoming, { expectedVersion: 0 });
  return { adapter, yesterday, store, attempt };
}

function brief({ type, data, version }: Pick<RecordedEvent<Event>, "type" | "data" | "version">): unknown {
  return [version, type, data];
}

async function briefs(events: AsyncIterable<RecordedEvent<Event>>): Promise<readonly unknown[]> {
  return (await Array.fromAsync(events)).map(brief);
}

describe("an append that is out of date", () => {
  it("conflicts with an event that was stored under an old name, and the error has today's names", async () => {
    const { attempt } = await setUp(clientUpgraded(10));
    expect(await attempt(upgraded(20))).toMatchObject({
      kind: "conflict",
      count: 1,
      truncated: false,
      conflicts: [
        {
          incoming: { type: "ClientValueUpgraded" },
          committed: { type: "ClientValueUpgraded", data: { to: 10 }, version: 1 },
          rule: { committed: { type: "ClientValueUpgraded" } },
        },
      ],
    });
  });

  it("is compared with a renamed field where it was stored", async () => {
    const { attempt } = await setUp(notePinned("n1"));
    expect(await attempt(pinned("n1"))).toMatchObject({
      kind: "conflict",
      conflicts: [{ rule: { reason: "pinned twice" } }],
    });
    expect(await attempt(pinned("n2"))).toMatchObject({ kind: "merged", mergedOver: 1 });
  });

  it("conflicts if the stored place of a compared field is not known: the comparison is in doubt", async () => {
    const { attempt } = await setUp(noteWritten("hello", "n1"));
    // It is read as NoteAdded and NotePinned on n1. The pair has the event that the rule is about.
    expect(await attempt(pinned("n2"))).toMatchObject({
      kind: "conflict",
      count: 1,
      conflicts: [{ committed: { type: "NotePinned", data: { noteId: "n1" } } }],
    });
    expect(await attempt(upgraded(20))).toMatchObject({ kind: "merged" });
  });

  it("conflicts in doubt even if the event became others this time", async () => {
    const { attempt } = await setUp(noteWritten("hello", null));
    expect(await attempt(pinned("n2"))).toMatchObject({
      kind: "conflict",
      conflicts: [{ committed: { type: "NoteAdded", version: 1 } }],
    });
  });

  it("is judged by predicates that see upcast events", async () => {
    const { attempt } = await setUp(slotBooked(9), clientUpgraded(1));
    expect(await attempt(booked(9, 12))).toMatchObject({
      kind: "conflict",
      conflicts: [{ committed: { type: "RoomBooked", data: { from: 9, until: 10 } } }],
    });
    expect(await attempt(booked(10, 12))).toMatchObject({ kind: "merged", mergedOver: 2 });
  });

  it("does not conflict with an event that disappears, unless it has no rule", async () => {
    const { adapter, attempt } = await setUp(viewed);
    expect(await attempt(upgraded(20))).toMatchObject({ kind: "merged" });
    const strict = createEventStore<ClientEvent>({ adapter, upcasters });
    expect(await strict.tryAppend("client-42", [added("x")], { expectedVersion: 0 })).toMatchObject({
      kind: "conflict",
      count: 2,
      conflicts: [
        { reason: "unregistered", committed: { type: "ClientViewed", version: 1 } },
        { reason: "unregistered", committed: { type: "ClientValueUpgraded", version: 2 } },
      ],
    });
  });

  it("is refused with an error, and writes nothing, if an event that may conflict cannot be read", async () => {
    const { adapter, store, attempt } = await setUp(clientUpgraded(-1));
    const unreadable = {
      code: "unreadable-event",
      streamId: "client-42",
      version: 1,
      storedType: "ClientUpgraded",
    };
    await expect(attempt(upgraded(20))).rejects.toMatchObject(unreadable);
    const options = { expectedVersion: 0, decisionVersion: 1 };
    await expect(store.append("client-42", [upgraded(20)], options)).rejects.toMatchObject(unreadable);
    expect(await Array.fromAsync(adapter.readAll())).toHaveLength(1);
    // The rules are not about it, so nobody asks how it reads today.
    expect(await attempt(pinned("n1"))).toMatchObject({ kind: "merged" });
  });

  it("reports the first 100 of many stored events that conflict, and counts the others", async () => {
    const events = Array.from({ length: 130 }, (_, index) => noteWritten("x", `n${index}`));
    const { attempt } = await setUp(...events);
    const answer = await attempt(pinned("n7"), added("?"));
    expect(answer).toMatchObject({ kind: "conflict", count: 130, truncated: true, actualVersion: 130 });
  });

  it("with a decision is judged up to it", async () => {
    const { store } = await setUp(notePinned("n1"), clientUpgraded(1));
    const options = { expectedVersion: 0, decisionVersion: 2 };
    expect(await store.tryAppend("client-42", [pinned("n1")], options)).toMatchObject({
      kind: "conflict",
      count: 1,
      conflicts: [{ committed: { type: "NotePinned", data: { noteId: "n1", by: "?" }, version: 1 } }],
    });
    expect(await store.tryAppend("client-42", [pinned("n2")], options)).toMatchObject({ kind: "merged" });
  });
});

describe("an append", () => {
  it("is written under the stored type, and read back under today's", async () => {
    const { adapter, store, attempt } = await setUp();
    const result = await attempt(pinned("n1"));
    expect(await briefs(adapter.readAll())).toEqual([[1, "NotePinned@2", { noteId: "n1", by: "ann" }]]);
    expect(await briefs(store.readAll())).toEqual([[1, "NotePinned", { noteId: "n1", by: "ann" }]]);
    // Provenance: which rules judged, over which stored types.
    const { fingerprint } = store.storedRules ?? {};
    expect(result).toMatchObject({ checked: { rules: fingerprint } });
    expect(await Array.fromAsync(store.readRuleSets())).toMatchObject([{ fingerprint }]);
    expect(fingerprint).not.toBe(rules.fingerprint);
    expect(await attempt(pinned("n1"))).toMatchObject({
      kind: "conflict",
      conflicts: [{ committed: { type: "NotePinned" }, incoming: { type: "NotePinned" } }],
    });
  });

  it("of a type that only yesterday's events have is refused", async () => {
    const { yesterday, store } = await setUp();
    const stale = { code: "invalid-input", path: "events[1].type" };
    const events = [added("x"), { type: "ClientUpgraded", data: { value: 1 } }] as never;
    await expect(store.append("client-42", events, { expectedVersion: 0 })).rejects.toMatchObject(stale);
    await expect(store.append("client-42", events, { expectedVersion: 0 })).rejects.toThrow(
      "is 'ClientUpgraded', a stored type that is read as 'ClientValueUpgraded': use that name",
    );
    expect(yesterday.storedRules).toBe(yesterday.rules);
  });
});

describe("reading", () => {
  const log = [noteWritten("a", "n1"), viewed, clientUpgraded(5), viewed] as const;
  const all = [
    [1, "NoteAdded", { text: "a" }],
    [1, "NotePinned", { noteId: "n1", by: "?" }],
    [3, "ClientValueUpgraded", { to: 5 }],
  ];

  it("gives what each event became, in order", async () => {
    const { store } = await setUp(...log);
    expect(await briefs(store.readStream("client-42"))).toEqual(all);
    expect(await briefs(store.readStream("client-42", { direction: "backwards" }))).toEqual(all.toReversed());
    expect(await briefs(store.readAll())).toEqual(all);
    expect(await briefs(store.readAll({ direction: "backwards" }))).toEqual(all.toReversed());
  });

  it("selects today's types", async () => {
    const { store } = await setUp(...log);
    expect(await briefs(store.readAll({ types: ["NotePinned"] }))).toEqual([all[1]]);
    const types = ["NoteAdded", "ClientUpgraded"] as never;
    const handle = (): void => undefined;
    for (const read of [
      () => store.readAll({ types }),
      () => store.subscribe({ types }),
      () => createProcessor({ store, name: "notes", types, handle }),
    ]) {
      expect(read).toThrow(
        expect.objectContaining({ code: "invalid-input", path: "options.types[1]" }) as Error,
      );
    }
  });

  it("counts what it gives for the limit, but never divides what one stored event became", async () => {
    const { store } = await setUp(...log);
    expect(await briefs(store.readStream("client-42", { limit: 0 }))).toEqual([]);
    expect(await briefs(store.readStream("client-42", { limit: 1 }))).toEqual(all.slice(0, 2));
    expect(await briefs(store.readStream("client-42", { limit: 3 }))).toEqual(all);
    expect(await briefs(store.readStream("client-42", { limit: 1, direction: "backwards" }))).toEqual([
      all[2],
    ]);
    expect(await briefs(store.readAll({ limit: 1, afterPosition: 1 }))).toEqual([all[2]]);
    expect(await briefs(store.readAll({ limit: 9 }))).toEqual(all);
  });

  it("gives the version of the stream, even if its last event disappears", async () => {
    const { store } = await setUp(...log);
    expect(await store.streamVersion("client-42")).toBe(4);
    expect(await store.lastPosition()).toBe(4);
    const types = {
      initialState: () => "",
      evolve: (state: string, { type }: ClientEvent) => `${state} ${type}`,
    };
    const read = await store.readState("client-42", types);
    expect(read).toEqual({ state: " NoteAdded NotePinned ClientValueUpgraded", version: 4 });
    expect(await store.readState("client-42", types, { snapshot: { state: " x", version: 4 } })).toEqual({
      state: " x",
      version: 4,
    });
  });

  it("fails at an event that cannot be read", async () => {
    const { store } = await setUp(noteWritten("a", null), clientUpgraded(-1));
    const unreadable = { code: "unreadable-event", version: 2, position: 2 };
    await expect(briefs(store.readStream("client-42"))).rejects.toMatchObject(unreadable);
    await expect(briefs(store.subscribe())).rejects.toMatchObject(unreadable);
    await expect(
      store.readState("client-42", { initialState: () => 0, evolve: () => 1 }),
    ).rejects.toMatchObject(unreadable);
  });
});

describe("subscriptions and processors", () => {
  it("get what each event became, and get past events that disappear", async () => {
    const { store, yesterday } = await setUp(noteWritten("a", "n1"), viewed, viewed);
    const seen: unknown[] = [];
    // It would wait for ever if it did not get past them.
    const signal = AbortSignal.timeout(20_000);
    await using processor = createProcessor({
      store,
      name: "notes",
      batchSize: 1,
      pollMs: 5,
      handle: (events) => void seen.push(events.map(({ type }) => type)),
    });
    await processor.start();
    await processor.waitFor(3, { signal });
    expect(await processor.lag()).toBe(0);
    const { position } = await yesterday.append("client-7", [viewed], { expectedVersion: 0 });
    await processor.waitFor({ position }, { signal });
    expect(seen).toEqual([["NoteAdded", "NotePinned"]]);
  });

  it("stop at an event that cannot be read", async () => {
    const { store } = await setUp(clientUpgraded(-1));
    const processor = createProcessor({
      store,
      name: "notes",
      pollMs: 5,
      onFailure: "park",
      handle: () => undefined,
    });
    await processor.start();
    await expect(processor.stopped).rejects.toMatchObject({ code: "unreadable-event" });
  });

  it("say when they have caught up, even if nothing is left of the last event", async () => {
    const { store } = await setUp(noteWritten("a", null), viewed);
    const ending = new AbortController();
    const seen: string[] = [];
    const subscription = store.subscribe({ signal: ending.signal, onCaughtUp: () => ending.abort() });
    for await (const { type } of subscription) seen.push(type);
    expect(seen).toEqual(["NoteAdded"]);
  });
});

describe("projections", () => {
  const pins = defineProjection<ClientEvent, readonly string[]>({
    name: "pins",
    version: 1,
    initialState: () => [],
    evolve: { NotePinned: (row, { data }) => [...row, data.noteId] },
  });

  it("get today's events, in the transaction of the append and in a processor", async () => {
    const { adapter } = await setUp(noteWritten("a", "n1"), notePinned("n2"), viewed);
    const inAppend = memoryTable<readonly string[]>();
    const projections = [projectInto(pins, inAppend)];
    const store = createEventStore<ClientEvent>({ adapter, rules, upcasters, projections });
    const { position } = await store.append("client-42", [pinned("n3"), added("b")], { expectedVersion: 3 });
    expect(Object.fromEntries(inAppend.rows)).toEqual({ "client-42": ["n3"] });

    const later = memoryTable<readonly string[]>();
    const signal = AbortSignal.timeout(20_000);
    await using processor = createProcessor({ store, ...projectInto(pins, later), pollMs: 5 });
    await processor.start();
    await processor.waitFor(position, { signal });
    expect(Object.fromEntries(later.rows)).toEqual({ "client-42": ["n1", "n2", "n3"] });
  });

  it("of types of the past are refused", async () => {
    const { adapter } = await setUp();
    const projections = [
      { name: "old", types: ["NoteAdded", "ClientUpgraded"], handle: () => undefined },
    ] as never;
    expect(() => createEventStore<ClientEvent>({ adapter, upcasters, projections })).toThrow(
      expect.objectContaining({ code: "invalid-input", path: "options.projections[0].types[1]" }) as Error,
    );
  });
});

describe("the command handler", () => {
  const decider = {
    initialState: () => ({ pins: [] as readonly string[], value: 0 }),
    evolve(state: { readonly pins: readonly string[]; readonly value: number }, event: ClientEvent) {
      if (event.type === "NotePinned") return { ...state, pins: [...state.pins, event.data.noteId] };
      if (event.type === "ClientValueUpgraded") return { ...state, value: event.data.to };
      return state;
    },
    decide(noteId: string, { pins }: { readonly pins: readonly string[] }): readonly ClientEvent[] {
      if (pins.includes(noteId)) throw new Error("pinned");
      return [pinned(noteId)];
    },
  };
  const streamId = (id: string): string => `client-${id}`;

  it("decides on what old events became, at the version of the stream", async () => {
    const { store } = await setUp(noteWritten("a", "n1"), viewed);
    const handle = createCommandHandler({ store, decider, streamId });
    expect(await handle("42", "n2", { requireCurrent: true })).toMatchObject({
      kind: "appended",
      firstVersion: 3,
      attempts: 1,
      snapshot: { state: { pins: ["n1", "n2"] }, version: 3 },
    });
    await expect(handle("42", "n1")).rejects.toThrow("pinned");
  });

  it("finds the conflict behind a domain error, and counts stored events", async () => {
    const { store } = await setUp(noteWritten("a", "n1"), viewed);
    const handle = createCommandHandler({ store, decider, streamId });
    await expect(handle("42", "n1", { expectedVersion: 0 })).rejects.toMatchObject({
      code: "conflict",
      count: 1,
      truncated: false,
      conflicts: [{ committed: { type: "NotePinned", version: 1 } }],
    });
  });

  it("recognises a command by events that were stored under an old name", async () => {
    const { adapter, yesterday } = await setUp();
    const first = createCommandHandler({
      store: yesterday,
      decider: {
        initialState: () => 0,
        evolve: (count: number) => count + 1,
        decide: () => [noteWritten("a", "n1"), viewed],
      },
      streamId,
    });
    await first("42", "x", { commandId: "c1" });
    const store = createEventStore<ClientEvent>({ adapter, rules, upcasters });
    const again = await createCommandHandler({ store, decider, streamId })("42", "n9", { commandId: "c1" });
    expect(again).toMatchObject({
      kind: "duplicate",
      firstVersion: 1,
      lastVersion: 2,
      decisionSnapshot: { version: 0 },
      snapshot: { state: { pins: ["n1"] }, version: 2 },
    });
    expect(again.kind === "duplicate" && again.eventIds).toHaveLength(2);
  });
});

describe("a store", () => {
  it("refuses upcasters that it did not make, and rules that name types of the past", () => {
    const adapter = memoryAdapter();
    expect(() => createEventStore({ adapter, upcasters: { ...upcasters } })).toThrow(
      expect.objectContaining({ code: "invalid-input", path: "options.upcasters" }) as Error,
    );
    const stale = defineConflictRules({ rules: { ClientUpgraded: [] } });
    expect(() => createEventStore({ adapter, rules: stale, upcasters })).toThrow(
      expect.objectContaining({ code: "invalid-upcasters" }) as Error,
    );
  });
});
