/** The bookings of a day: what is decided, and on what state. */

import type { Decider } from "@truce/core";
import type { DayEvent } from "./day-event.ts";

/** Books a room for a meeting: all of the slots, or none. */
export interface Book {
  readonly meetingId: string;
  readonly room: string;
  readonly slots: readonly string[];
}

/** The meeting in each slot of each room, by `room slot`. */
export type Day = Readonly<Record<string, string>>;

/** A booking that the business does not allow. The message is for the user. */
export class NotPossible extends Error {}

export const day: Decider<Book, DayEvent, Day> = {
  initialState: () => ({}),
  evolve(bookings, event) {
    if (event.type !== "SlotBooked") return bookings;
    const { room, slot, meetingId } = event.data;
    return { ...bookings, [`${room} ${slot}`]: meetingId };
  },
  // Whether the room is free is an invariant, so `decide` checks it. That two people wanted it at once is for the rules:
  // they have the words for the one who came second.
  decide({ meetingId, room, slots }, bookings) {
    const taken = slots.find((slot) => Object.hasOwn(bookings, `${room} ${slot}`));
    if (taken !== undefined) throw new NotPossible(`Room ${room} is taken at ${taken}.`);
    return slots.map((slot) => ({ type: "SlotBooked", data: { meetingId, room, slot } }));
  },
};
