/** What users can do with a room, and what must be true of it. Knows nothing of versions, HTTP or databases. */

import type { Decider } from "@truce/core";
import type { RoomEvent } from "./room-event.ts";

export type RoomCommand =
  | {
      readonly type: "Book";
      readonly bookingId: string;
      readonly hours: readonly string[];
      readonly by: string;
    }
  | { readonly type: "Cancel"; readonly bookingId: string; readonly by: string }
  | { readonly type: "AddNote"; readonly note: string; readonly by: string };

/** Who has which hour. */
export type Bookings = ReadonlyMap<string, { readonly bookingId: string; readonly by: string }>;

/** The command is not possible. The message is for the user. */
export class NotPossible extends Error {}

export const roomDecider: Decider<RoomCommand, RoomEvent, Bookings> = {
  initialState: () => new Map(),

  evolve(bookings, { type, data }) {
    switch (type) {
      case "HourBooked":
        return new Map(bookings).set(data.hour, { bookingId: data.bookingId, by: data.by });
      case "BookingCancelled":
        return new Map([...bookings].filter(([, { bookingId }]) => bookingId !== data.bookingId));
      case "NoteAdded":
        return bookings;
    }
  },

  // `decide` always sees the latest state, which may be newer than the user's. If it refuses because of something that the
  // user has not seen, the user gets the reason of the conflict rule instead.
  decide(command, bookings) {
    switch (command.type) {
      case "Book": {
        const { bookingId, hours, by } = command;
        const taken = hours.filter((hour) => bookings.has(hour));
        if (taken.length > 0) throw new NotPossible(`The room is taken at ${taken.join(", ")}.`);
        return hours.map((hour) => ({ type: "HourBooked", data: { bookingId, hour, by } }));
      }
      case "Cancel": {
        const { bookingId, by } = command;
        const booked = [...bookings.values()].filter((booking) => booking.bookingId === bookingId);
        const [first] = booked;
        if (!first) throw new NotPossible("There is no such booking.");
        const data = { bookingId, bookedBy: first.by, hours: booked.length, by };
        return [{ type: "BookingCancelled", data }];
      }
      case "AddNote":
        return [{ type: "NoteAdded", data: { note: command.note, by: command.by } }];
    }
  },
};
