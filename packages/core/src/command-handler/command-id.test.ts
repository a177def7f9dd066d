import { memoryAdapter } from "@truce/adapter-memory";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { StorageAdapter } from "../adapter/storage-adapter.ts";
import { createEventStore } from "../store/create-event-store.ts";
import { room, roomRules, type RoomCommand, type RoomEvent } from "./booking.ts";
import { createCommandHandler } from "./create-command-handler.ts";

function setUp(adapter: StorageAdapter = memoryAdapter()) {
  const store = createEventStore<RoomEvent>({ adapter, rules: roomRules });
  const handle = createCommandHandler({
    store,
    decider: room,
    streamId: (id) => `room-${id}`,
    retry: { backoff: () => 0 },
  });
  return { store, handle, events: () => Array.fromAsync(store.readStream("room-1")) };
}

const book = (slot: string, by: string, guests?: number): RoomCommand => ({
  type: "Book",
  slot,
  by,
  ...(guests !== undefined && { guests }),
});

describe("a command that is sent again with its id", () => {
  it("is a duplicate with the first result, even if the decider would refuse it now", async () => {
    const { handle, events } = setUp();
    const first = await handle("1", book("09:00", "Ann"), { commandId: "c1" });
    const again = await handle("1", book("09:00", "Ann"), { commandId: "c1" });
    expect(first).toMatchObject({ kind: "appended", firstVersion: 1, attempts: 1 });
    expect(again).toEqual({ ...first, kind: "duplicate", checked: null, attempts: 0 });
    expect(await events()).toHaveLength(1);
    await expect(handle("1", book("09:00", "Ann"), { commandId: "c2" })).rejects.toThrow("taken");
  });

  it.each([undefined, 0, "any" as const, "noStream" as const])(
    "has the first answer after later events too, and if it led to several: expecting %s",
    async (expectedVersion) => {
      const { handle, events } = setUp();
      const first = await handle("1", book("09:00", "Ann", 3), { commandId: "c1", expectedVersion });
      await handle("1", book("10:00", "Bob"), { commandId: "c2" });
      await handle("1", { type: "Close" });
      const again = await handle("1", book("09:00", "Ann", 3), { commandId: "c1", expectedVersion });
      expect(again).toEqual({ ...first, kind: "duplicate", checked: null, attempts: 0 });
      expect(again).toMatchObject({ firstVersion: 1, lastVersion: 2, position: 2 });
      expect(again.snapshot.state).toEqual({
        name: undefined,
        bookings: new Map([["09:00", "Ann"]]),
        isClosed: false,
      });
      expect(await events()).toHaveLength(4);
    },
  );

  it("is found even if a snapshot covers its events", async () => {
    const { handle } = setUp();
    const first = await handle("1", book("09:00", "Ann", 2), { commandId: "c1" });
    const { snapshot } = await handle("1", book("10:00", "Bob"));
    const again = await handle("1", book("09:00", "Ann", 2), { commandId: "c1", snapshot });
    expect(again).toEqual({ ...first, kind: "duplicate", checked: null, attempts: 0 });
    const other = await handle("1", book("11:00", "Cid"), { commandId: "c3", snapshot });
    expect(other).toMatchObject({ kind: "appended", firstVersion: 4 });
  });

  it("is decided again if it led to no event, because it is not recorded", async () => {
    const { handle } = setUp();
    expect(await handle("1", { type: "AddNote", text: "" }, { commandId: "c1" })).toMatchObject({
      kind: "nothing",
    });
    expect(await handle("1", { type: "AddNote", text: "x" }, { commandId: "c1" })).toMatchObject({
      kind: "appended",
      attempts: 1,
    });
  });

  it("is another command in another stream", async () => {
    const { handle } = setUp();
    const first = await handle("1", book("09:00", "Ann"), { commandId: "c1" });
    const other = await handle("2", book("09:00", "Ann"), { commandId: "c1" });
    expect(other.kind).toBe("appended");
    expect(other).not.toMatchObject({ eventIds: "eventIds" in first && first.eventIds });
  });

  it("gives its events ids that never change, a causation id and a correlation id", async () => {
    const { handle, events } = setUp();
    await handle("1", book("09:00", "Ann", 1), { commandId: "c1" });
    expect(await events()).toMatchObject([
      { id: "2378fd49-e784-5bac-8989-045292ac0a2e", metadata: { causationId: "c1", correlationId: "c1" } },
      { id: "4f15749e-bb9f-508f-923f-8f86769d19cf", metadata: { causationId: "c1", correlationId: "c1" } },
    ]);
  });

  it("is refused if an event has an id of its own, or if the command id is not a valid name", async () => {
    const { store, handle } = setUp();
    const withOwnIds = createCommandHandler({
      store,
      streamId: (id) => `room-${id}`,
      decider: { ...room, decide: () => [{ type: "RoomClosed", data: null, id: "mine" }] },
    });
    await expect(withOwnIds("1", { type: "Close" }, { commandId: "c1" })).rejects.toMatchObject({
      code: "invalid-input",
      path: "decide()[0].id",
    });
    await expect(handle("1", { type: "Close" }, { commandId: "" })).rejects.toMatchObject({
      code: "invalid-input",
      path: "options.commandId",
    });
  });
});

describe("copies of a command that race", () => {
  // Copies may decide on different events: they see different states, and here they even have different guests.
  it("append its events once, whatever the interleaving, and every copy gets the same versions", async () => {
    const commands = fc.array(
      fc.record({
        id: fc.integer({ min: 1, max: 3 }),
        guests: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }),
        requireCurrent: fc.boolean(),
        pinned: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), commands, async (scheduler, sent) => {
        const adapter = memoryAdapter();
        const append = scheduler.scheduleFunction(adapter.append.bind(adapter));
        const { handle, events } = setUp({ ...adapter, append });
        const send = ({ id, requireCurrent, pinned }: (typeof sent)[number], guests: number) =>
          handle("1", book(`slot ${id}`, `by ${id}`, guests), {
            commandId: `c${id}`,
            requireCurrent,
            expectedVersion: pinned ? 0 : undefined,
          });
        const all = Promise.allSettled(
          sent.flatMap((one) => one.guests.map(async (guests) => [one.id, await send(one, guests)] as const)),
        );
        await scheduler.waitFor(all);
        const answers = new Map<number, Set<string>>();
        for (const copy of await all) {
          if (copy.status === "rejected") throw copy.reason;
          const [id, result] = copy.value;
          if (result.kind === "nothing") throw new Error("a booking always has an event");
          const { firstVersion, lastVersion, position, eventIds } = result;
          const seen = answers.get(id) ?? new Set();
          answers.set(id, seen.add(JSON.stringify({ firstVersion, lastVersion, position, eventIds })));
        }
        for (const versions of answers.values()) expect(versions.size).toBe(1);
        const booked = (await events()).filter(({ type }) => type === "SlotBooked");
        expect(booked).toHaveLength(answers.size);
      }),
      { numRuns: 300 },
    );
  });
});
