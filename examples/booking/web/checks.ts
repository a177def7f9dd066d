/** Checks what clients send, so that only valid commands come any further. */

import * as z from "zod";
import type { RoomCommand } from "../domain/room-decider.ts";
import { HOURS, ROOMS } from "../domain/room-event.ts";

const by = z.string("Say who you are.").trim().min(1, "Say who you are.").max(40, "The name is too long.");
const note = z.string("Write a note.").trim().min(1, "Write a note.").max(200, "The note is too long.");
const fullHour = z.string("Choose a full hour.").regex(/^\d\d:00$/, "Choose a full hour, such as 09:00.");

const roomDay = z.object({
  room: z.enum(ROOMS, `There are the rooms ${ROOMS.join(", ")}.`),
  day: z.iso.date("The day must be a date, such as 2027-03-01."),
});

const booking = z
  .object({ from: fullHour, until: fullHour, by })
  .transform(({ from, until, ...rest }) => ({
    hours: HOURS.filter((hour) => from <= hour && hour < until),
    ...rest,
  }))
  .refine(({ hours }) => hours.length > 0, {
    path: ["until"],
    error: "The end must be after the beginning, and within the opening hours.",
  });

/** @throws ZodError with everything that is wrong, as all functions of this file do. */
export function roomDayFrom(parameters: unknown): string {
  const { room, day } = roomDay.parse(parameters);
  return `${room}-${day}`;
}

export function bookFrom(body: unknown): RoomCommand {
  return { type: "Book", bookingId: crypto.randomUUID(), ...booking.parse(body) };
}

export function cancelFrom(body: unknown, bookingId: string): RoomCommand {
  return { type: "Cancel", bookingId, ...z.object({ by }).parse(body) };
}

export function noteFrom(body: unknown): RoomCommand {
  return { type: "AddNote", ...z.object({ note, by }).parse(body) };
}
