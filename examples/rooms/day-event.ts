/** What can happen on a day in a house with meeting rooms. The events of one day are one stream, `day-<date>`. */

import type { Event } from "@truce/core";
import type { Category } from "./rules.ts";

/** Where and when: a slot is half an hour, called by its beginning. */
interface Place {
  readonly room: string;
  readonly slot: string;
}

/** An event store of these events takes `rules.ts` only if every name and field in the rules is one of them. */
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
 * The stream of a day. Its category must have rules: without them every append that is behind would be refused. So a
 * misspelt category does not compile.
 *
 * @param date - `2027-03-01`
 */
export function dayStream(date: string): `${Category}-${string}` {
  return `day-${date}`;
}
