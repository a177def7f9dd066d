import { memoryAdapter } from "@truce/adapter-memory";
import { createCommandHandler, createEventStore } from "@truce/core";
import { expect, test } from "vitest";

import { day } from "./day.ts";
import { dayStream, type DayEvent } from "./day-event.ts";
import { eventTypes, rules } from "./rules.ts";

test("users who saw an empty day all get their rooms, unless two want the same one", async () => {
  const store = createEventStore<DayEvent>({ adapter: memoryAdapter(), rules });
  const handle = createCommandHandler({ store, decider: day, streamId: dayStream });
  const book = (meetingId: string, room: string, ...slots: readonly string[]) =>
    handle("2027-03-01", { meetingId, room, slots }, { expectedVersion: 0 });

  expect(await book("offer", "Oak", "09:00", "09:30")).toMatchObject({ kind: "appended" });
  expect(await book("review", "Elm", "09:00", "09:30")).toMatchObject({ kind: "merged" });
  expect(await book("lunch", "Oak", "12:00")).toMatchObject({ kind: "merged" });
  await expect(book("party", "Oak", "09:30", "10:00")).rejects.toMatchObject({
    code: "conflict",
    conflicts: [{ rule: { reason: "This room has just been booked for this time." } }],
  });
  // The refused meeting did not get its free slot either.
  expect((await handle.load("2027-03-01")).state).toEqual({
    "Oak 09:00": "offer",
    "Oak 09:30": "offer",
    "Elm 09:00": "review",
    "Elm 09:30": "review",
    "Oak 12:00": "lunch",
  });
});

test("the built module exports the names of the event types", () => {
  expect(eventTypes).toContain("GuestInvited");
});
