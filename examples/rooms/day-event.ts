/** The events of the meeting rooms in a building. The events of one day are one stream, `day-<date>`. */

import type { Event } from "@truce/core";
import type { Category } from "./rules.ts";

/** A room for half an hour. `slot` is the time at which that begins. */
interface Place {
  readonly room: string;
  readonly slot: string;
}

/** An event store accepts `rules.ts` only if these events have every type and field that the rules name. */
export type DayEvent =
  | Event<"SlotBooked", Place & { readonly meetingId: string }>
  | Event<"SlotGivenBack", Place & { readonly meetingId: string }>
  | Event<"MeetingMoved", { readonly meetingId: string; readonly to: Place }>
  | Event<"MeetingNamed", { readonly meetingId: string; readonly name: string }>
  | Event<"ProjectorRequested", { readonly meetingId: string; readonly slot: string }>
  | Event<"CateringOrdered", { readonly meetingId: string; readonly menu: string }>
  | Event<"GuestInvited", { readonly meetingId: string; readonly guest: string }>
  | Event<"RoomClosed", { readonly room: string }>
  | Event<"RoomReopened", { readonly room: string }>;

/**
 * The stream of a day. Its category must have rules, because without them the store would refuse every append that is
 * out of date. The return type makes sure of that: a misspelt category does not compile.
 *
 * @param date - Such as `2027-03-01`.
 */
export function dayStream(date: string): `${Category}-${string}` {
  return `day-${date}`;
}
