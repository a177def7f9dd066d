/** The decider for the bookings of a day. */

import type { Decider } from "@truce/core";
import type { DayEvent } from "./day-event.ts";

/** Books a room for a meeting: all of the slots, or none. */
export interface Book {
  readonly meetingId: string;
  readonly room: string;
  readonly slots: readonly string[];
}

/** The id of the meeting in each slot of each room. The keys are such as `Oak 09:30`. */
export type Day = Readonly<Record<string, string>>;

/** The booking is not allowed. The message is for the user. */
export class NotPossible extends Error {}

export const day: Decider<Book, DayEvent, Day> = {
  initialState: () => ({}),
  evolve(bookings, event) {
    if (event.type !== "SlotBooked") return bookings;
    const { room, slot, meetingId } = event.data;
    return { ...bookings, [`${room} ${slot}`]: meetingId };
  },
  // A room can hold one meeting at a time: that is an invariant, so `decide` checks it. If two users book the same room
  // at once, the rules see a conflict, and the reason in the rule is what the second user reads.
  decide({ meetingId, room, slots }, bookings) {
    const taken = slots.find((slot) => Object.hasOwn(bookings, `${room} ${slot}`));
    if (taken !== undefined) throw new NotPossible(`Room ${room} is taken at ${taken}.`);
    return slots.map((slot) => ({ type: "SlotBooked", data: { meetingId, room, slot } }));
  },
};
