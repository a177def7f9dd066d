/** A client of the sales team: the events of its stream, and the state that they add up to. */

import type { Event } from "@truce/core";

/** The events of one client are one stream, `client-<id>`. */
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

/** Single values are null until they are known, and a later event replaces them. Lists only grow. */
export interface Client {
  readonly name: string | null;
  /** The income that the client is likely to bring, in pounds a year. */
  readonly value: number | null;
  /** The user who looks after the client. */
  readonly owner: string | null;
  /** The id of the note at the top of the client's page. */
  readonly pinnedNote: string | null;
  readonly contractYears: number | null;
  readonly notes: readonly { readonly noteId: string; readonly text: string }[];
  readonly contacts: readonly { readonly name: string; readonly role: string }[];
  readonly tags: readonly string[];
  /** Ids of other records of the same company that were merged into this one. */
  readonly duplicates: readonly string[];
}

export const unregisteredClient: Client = {
  name: null,
  value: null,
  owner: null,
  pinnedNote: null,
  contractYears: null,
  notes: [],
  contacts: [],
  tags: [],
  duplicates: [],
};

export function evolve(client: Client, event: ClientEvent): Client {
  switch (event.type) {
    case "ClientRegistered":
    case "ClientRenamed":
      return { ...client, name: event.data.name };
    case "ClientValueUpgraded":
    case "ClientValueDowngraded":
      return { ...client, value: event.data.to };
    case "MeetingNoteAdded":
      return { ...client, notes: [...client.notes, event.data] };
    case "NotePinned":
      return { ...client, pinnedNote: event.data.noteId };
    case "ClientContactAdded":
      return { ...client, contacts: [...client.contacts, event.data] };
    case "ClientTagged":
      return { ...client, tags: [...client.tags, event.data.tag] };
    case "ClientAssigned":
      return { ...client, owner: event.data.to };
    case "ClientMerged": {
      const { name, duplicate } = event.data;
      return { ...client, name, duplicates: [...client.duplicates, duplicate] };
    }
    case "ContractSigned":
      return { ...client, contractYears: event.data.years };
  }
}
