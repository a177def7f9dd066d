/** A client as its events have made it: what the team sees on the screen. */

import type { ClientEvent } from "./client-event.ts";

/** Where nothing is known yet, null. Of these fields only the last value stays; lists keep everything. */
export interface Client {
  /** Null until the client is registered. */
  readonly name: string | null;
  /** The income that is likely from the client, in pounds a year. */
  readonly value: number | null;
  /** Who looks after the client. */
  readonly owner: string | null;
  /** The note on top of the page. */
  readonly pinnedNote: string | null;
  readonly contractYears: number | null;
  readonly notes: readonly { readonly noteId: string; readonly text: string }[];
  readonly contacts: readonly { readonly name: string; readonly role: string }[];
  readonly tags: readonly string[];
  /** Records of the same company that were taken into this one. */
  readonly duplicates: readonly string[];
}

export const initialClient: Client = {
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

/** The client after one more event. */
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
    case "ClientMerged":
      return {
        ...client,
        name: event.data.name,
        duplicates: [...client.duplicates, event.data.duplicate],
      };
    case "ContractSigned":
      return { ...client, contractYears: event.data.years };
  }
}
