import { memoryAdapter } from "@truce/adapter-memory";
import { describe, expect, it } from "vitest";

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import type { ConflictError } from "../store/refusal-errors.ts";
import { defineConflictRules } from "../rules/define-conflict-rules.ts";
import { createEventStore } from "../store/create-event-store.ts";
import { room, roomRules, SlotTaken, TAKEN, type RoomCommand, type RoomEvent } from "./booking.ts";
import { createCommandHandler } from "./create-command-handler.ts";

function setUp() {
  const adapter = memoryAdapter();
  const reads: unknown[] = [];
  const counting: StorageAdapter = {
    ...adapter,
    readStream(streamId, options) {
      reads.push(options);
      return adapter.readStream(streamId, options);
    },
  };
  const store = createEventStore<RoomEvent>({ adapter: counting, rules: roomRules });
  const handle = createCommandHandler({ store, decider: room, streamId: (id) => `room-${id}` });
  return { store, handle, reads };
}

const book = (slot: string, by: string): RoomCommand => ({ type: "Book", slot, by });

describe("a command that the decider refuses, from a user who has not seen the latest events", () => {
  it("is a conflict with the reason of the rule if the rules find one, and the domain error is its cause", async () => {
    const { handle } = setUp();
    await handle("1", book("09:00", "Ann"));
    await handle("1", book("10:00", "Bob"));
    const refused = await handle("1", book("09:00", "Cid"), { expectedVersion: 0 }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({
      cause: expect.any(SlotTaken) as unknown,
      code: "conflict",
      streamId: "room-1",
      expectedVersion: 0,
      actualVersion: 2,
      count: 1,
      conflicts: [
        {
          incoming: { type: "SlotBooked", index: 0 },
          committed: { type: "SlotBooked", version: 1, data: { slot: "09:00", by: "Ann" } },
          rule: { reason: TAKEN },
        },
      ],
    });
  });

  it("from 20 people for one slot: one gets the slot, and 19 get the reason of the rule", async () => {
    const { handle } = setUp();
    const people = Array.from({ length: 20 }, (_, index) => `person ${index}`);
    const all = await Promise.allSettled(
      people.map((by) => handle("1", book("09:00", by), { expectedVersion: 0 })),
    );
    const late = await Promise.allSettled(
      people.map((by) => handle("1", book("09:00", by), { expectedVersion: 0 })),
    );
    const reasons = [...all, ...late].map((one) => {
      if (one.status === "fulfilled") return one.value.kind;
      const { conflicts } = one.reason as ConflictError;
      return conflicts[0].reason === "rule" && conflicts[0].rule.reason;
    });
    expect(reasons.filter((reason) => reason === "appended")).toHaveLength(1);
    expect(reasons.filter((reason) => reason === TAKEN)).toHaveLength(39);
  });

  it("is the domain error if the rules find no conflict", async () => {
    const { store } = setUp();
    const rules = defineConflictRules<RoomEvent>({ rules: { SlotBooked: [] } });
    const lenient = createCommandHandler({
      store: { ...store, rules },
      decider: room,
      streamId: (id) => `room-${id}`,
    });
    await lenient("1", book("09:00", "Ann"));
    await expect(lenient("1", book("09:00", "Bob"), { expectedVersion: 0 })).rejects.toThrow(SlotTaken);
  });

  it("is the domain error if the command was not possible on the state that the user saw either", async () => {
    const { handle } = setUp();
    await handle("1", book("09:00", "Ann"));
    await handle("1", { type: "AddNote", text: "x" });
    await expect(handle("1", book("09:00", "Bob"), { expectedVersion: 1 })).rejects.toThrow(SlotTaken);
  });

  it("is the domain error if the command led to no events on the state that the user saw", async () => {
    const { store } = setUp();
    const closing = createCommandHandler({
      store,
      streamId: (id) => `room-${id}`,
      decider: {
        ...room,
        decide(_: RoomCommand, state) {
          if (state.bookings.size === 0) return [];
          throw new SlotTaken("there are bookings");
        },
      },
    });
    const booked = { type: "SlotBooked", data: { slot: "09:00", by: "Ann" } } as const;
    await store.append("room-1", [booked], { expectedVersion: 0 });
    await expect(closing("1", { type: "Close" }, { expectedVersion: 0 })).rejects.toThrow(SlotTaken);
  });

  it("is the domain error if the user has seen the latest events, or expects no version", async () => {
    const { handle } = setUp();
    await handle("1", book("09:00", "Ann"));
    for (const expectedVersion of [1, undefined, "any", "streamExists"] as const) {
      await expect(handle("1", book("09:00", "Bob"), { expectedVersion })).rejects.toThrow(SlotTaken);
    }
  });

  it("is a conflict for an event type without a rule", async () => {
    const { handle } = setUp();
    await handle("1", { type: "Register", name: "Oak" });
    await expect(
      handle("1", { type: "Register", name: "Elm" }, { expectedVersion: 0 }),
    ).rejects.toMatchObject({ code: "conflict", conflicts: [{ reason: "unregistered" }] });
  });

  it("decides on a state that was kept while reading: only the events after it are read a second time", async () => {
    const { handle, reads } = setUp();
    for (let hour = 10; hour < 20; hour++) await handle("1", book(`${hour}:00`, "Ann"));
    reads.length = 0;
    await expect(handle("1", book("19:00", "Bob"), { expectedVersion: 8 })).rejects.toMatchObject({
      code: "conflict",
      conflicts: [{ committed: { version: 10 } }],
    });
    expect(reads).toEqual([
      expect.objectContaining({ afterVersion: 0 }),
      expect.objectContaining({ afterVersion: 8, beforeVersion: 11 }),
    ]);
  });

  it("is judged with a snapshot too, older or newer than what the user saw", async () => {
    const { handle } = setUp();
    await handle("1", { type: "AddNote", text: "x" });
    const old = await handle.load("1");
    await handle("1", { type: "AddNote", text: "y" });
    await handle("1", book("09:00", "Ann"));
    const young = await handle.load("1");
    for (const snapshot of [old, young]) {
      for (const expectedVersion of [0, 1, 2]) {
        await expect(handle("1", book("09:00", "Bob"), { expectedVersion, snapshot })).rejects.toMatchObject({
          code: "conflict",
          expectedVersion,
          actualVersion: 3,
        });
      }
    }
  });

  it("is a conflict too if only a later decision is refused, with requireCurrent", async () => {
    const adapter = memoryAdapter();
    const direct = createEventStore<RoomEvent>({ adapter, rules: roomRules });
    let isFirst = true;
    const racing: StorageAdapter = {
      ...adapter,
      async append(request) {
        if (isFirst) {
          isFirst = false;
          const taken = { type: "SlotBooked", data: { slot: "09:00", by: "Ann" } } as const;
          await direct.append("room-1", [taken], { expectedVersion: "any" });
        }
        return await adapter.append(request);
      },
    };
    const store = createEventStore<RoomEvent>({ adapter: racing, rules: roomRules });
    const handle = createCommandHandler({
      store,
      decider: room,
      streamId: (id) => `room-${id}`,
      retry: { backoff: () => 0 },
    });
    await expect(
      handle("1", book("09:00", "Bob"), { expectedVersion: 0, requireCurrent: true }),
    ).rejects.toMatchObject({ code: "conflict", conflicts: [{ rule: { reason: TAKEN } }] });
  });
});
