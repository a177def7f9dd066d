/** Books a room for as long as a meeting takes. */

import type { EventStore } from "@truce/core";
import { dayStream, type DayEvent } from "./day-event.ts";

/** A meeting that wants a room. */
export interface Wish {
  readonly meetingId: string;
  /** `2027-03-01` */
  readonly date: string;
  readonly room: string;
  /** One after the other. */
  readonly slots: readonly string[];
  /** The version of the day that the user had on the screen. */
  readonly saw: number;
}

/** `booked`; or, where the room is taken, why: the reason that stands in the rules. */
export async function book(store: EventStore<DayEvent>, wish: Wish): Promise<string> {
  const { meetingId, date, room, slots, saw } = wish;
  const events = slots.map((slot): DayEvent => ({ type: "SlotBooked", data: { meetingId, room, slot } }));
  const answer = await store.tryAppend(dayStream(date), events, { expectedVersion: saw });
  switch (answer.kind) {
    case "appended":
    case "merged":
    case "duplicate":
      return "booked";
    case "conflict": {
      const [pair] = answer.conflicts;
      return (pair.reason === "rule" && pair.rule.reason) || "somebody has changed the day";
    }
    default:
      throw new Error(`a booking cannot end with '${answer.kind}'`);
  }
}
