import { memoryAdapter } from "@truce/adapter-memory";
import { createEventStore } from "@truce/core";
import { expect, test } from "vitest";

import { book, type Wish } from "./book.ts";
import type { DayEvent } from "./day-event.ts";
import { eventTypes, rules } from "./rules.ts";

const wish = (meetingId: string, room: string, slots: readonly string[]): Wish => ({
  meetingId,
  date: "2027-03-01",
  room,
  slots,
  saw: 0,
});

test("everybody who saw an empty day gets a room, except where two want the same one", async () => {
  const store = createEventStore<DayEvent>({ adapter: memoryAdapter(), rules });
  expect(await book(store, wish("offer", "Oak", ["09:00", "09:30"]))).toBe("booked");
  expect(await book(store, wish("review", "Elm", ["09:00", "09:30"]))).toBe("booked");
  expect(await book(store, wish("lunch", "Oak", ["12:00"]))).toBe("booked");
  expect(await book(store, wish("party", "Oak", ["09:30", "10:00"]))).toBe(
    "Somebody else has just taken this room at this time.",
  );
  // All slots of a meeting, or none.
  const slots = [];
  for await (const { type, data } of store.readStream("day-2027-03-01")) slots.push([type, data]);
  expect(slots).toHaveLength(5);
  expect(slots).not.toContainEqual(["SlotBooked", { meetingId: "party", room: "Oak", slot: "10:00" }]);
});

test("the module has the names of the rules as values too", () => {
  expect(eventTypes).toContain("GuestInvited");
});
