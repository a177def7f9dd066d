/** The board of a room on a day, for the page. The store writes it together with the events, so it is never behind them. */

import { defineProjection } from "@truce/core";
import type { RoomEvent } from "../domain/room-event.ts";
import { jsonTable } from "./json-table.ts";

export interface Board {
  /** The version of the stream. The page sends it back with the next command: it is what the user saw. */
  readonly version: number;
  readonly bookings: readonly { readonly hour: string; readonly bookingId: string; readonly by: string }[];
  readonly notes: readonly { readonly note: string; readonly by: string }[];
}

export const emptyBoard: Board = { version: 0, bookings: [], notes: [] };

/** By stream id. */
export const boardTable = jsonTable<Board>("booking_boards_v1");

export const board = defineProjection<RoomEvent, Board>({
  name: "board",
  version: 1,
  initialState: () => emptyBoard,
  evolve: {
    HourBooked: ({ bookings, notes }, { version, data }) => ({
      version,
      bookings: [...bookings, data],
      notes,
    }),
    BookingCancelled: ({ bookings, notes }, { version, data }) => ({
      version,
      bookings: bookings.filter(({ bookingId }) => bookingId !== data.bookingId),
      notes,
    }),
    NoteAdded: ({ bookings, notes }, { version, data }) => ({ version, bookings, notes: [...notes, data] }),
  },
});
