/** What can happen to a client. The events of one client are one stream, `client-<id>`. */

import type { Event } from "@truce/core";

export type ClientEvent =
  | Event<"ClientRegistered", { name: string }>
  | Event<"ClientValueUpgraded", { to: number }>
  | Event<"ClientValueDowngraded", { to: number }>
  | Event<"MeetingNoteAdded", { noteId: string; text: string }>
  | Event<"NotePinned", { noteId: string }>
  | Event<"ClientRenamed", { name: string }>
  | Event<"ClientContactAdded", { name: string; role: string }>
  | Event<"ClientTagged", { tag: string }>
  | Event<"ClientAssigned", { to: string }>
  | Event<"ClientMerged", { duplicate: string; name: string }>
  | Event<"ContractSigned", { years: number }>;
