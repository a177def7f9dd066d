/** The events of a room on one day. Together they are one stream, such as `room-Oak-2027-03-01`. */

import type { Event } from "@truce/core";

export type RoomEvent =
  | Event<"HourBooked", { readonly bookingId: string; readonly hour: string; readonly by: string }>
  | Event<
      "BookingCancelled",
      { readonly bookingId: string; readonly bookedBy: string; readonly hours: number; readonly by: string }
    >
  | Event<"NoteAdded", { readonly note: string; readonly by: string }>;

export const ROOMS = ["Oak", "Elm", "Ash"] as const;

/** The hours that can be booked, by their beginnings: from 08:00 to 19:00. */
export const HOURS: readonly string[] = Array.from(
  { length: 12 },
  (_, index) => `${String(8 + index).padStart(2, "0")}:00`,
);

/** When the last hour ends. */
export const CLOSING_TIME = "20:00";

/** @param roomDay - A room on a day, such as `Oak-2027-03-01`. */
export function roomStream(roomDay: string): string {
  return `room-${roomDay}`;
}
