/** Who has booked how many hours, in all rooms. A processor updates it a moment after the events. */

import { defineProjection } from "@truce/core";
import type { RoomEvent } from "../domain/room-event.ts";
import { jsonTable, type Queryable } from "./json-table.ts";

export interface Person {
  readonly hours: number;
}

/** By the person's name. */
export const peopleTable = jsonTable<Person>("booking_people_v1");

export const people = defineProjection<RoomEvent, Person>({
  name: "people",
  version: 1,
  key: ({ type, data }) => (type === "BookingCancelled" ? data.bookedBy : data.by),
  initialState: () => ({ hours: 0 }),
  evolve: {
    HourBooked: ({ hours }) => ({ hours: hours + 1 }),
    BookingCancelled: ({ hours }, { data }) => (hours > data.hours ? { hours: hours - data.hours } : null),
  },
});

/** A line of the list on the page. */
export interface Busy {
  readonly name: string;
  readonly hours: number;
}

/** The people with the most hours. */
export async function busiestPeople(database: Queryable): Promise<readonly Busy[]> {
  const { rows } = await database.query(
    `SELECT key AS name, (row ->> 'hours')::int AS hours FROM booking_people_v1 ORDER BY hours DESC, name LIMIT 5`,
  );
  return rows as readonly Busy[];
}
