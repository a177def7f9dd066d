/** What the sales team can do with a client. */

import type { Decider } from "@truce/core";

import { evolve, unregisteredClient, type Client, type ClientEvent } from "./client.ts";

export type ClientCommand =
  | { readonly type: "RegisterClient"; readonly name: string }
  | { readonly type: "UpgradeClientValue"; readonly to: number }
  | { readonly type: "DowngradeClientValue"; readonly to: number }
  | { readonly type: "AddMeetingNote"; readonly noteId: string; readonly text: string }
  /** Moves a note to the top of the client's page, which has room for one. */
  | { readonly type: "PinNote"; readonly noteId: string }
  | { readonly type: "RenameClient"; readonly name: string }
  | { readonly type: "AddContact"; readonly name: string; readonly role: string }
  | { readonly type: "TagClient"; readonly tag: string }
  | { readonly type: "AssignClient"; readonly to: string }
  /** Merges another record of the same company into this one, and chooses the name that stays. */
  | { readonly type: "MergeClient"; readonly duplicate: string; readonly name: string }
  | { readonly type: "SignContract"; readonly years: number };

/** A command that is impossible in the client's current state. */
export class ClientError extends Error {
  override readonly name = "ClientError";
}

export const clientDecider: Decider<ClientCommand, ClientEvent, Client> = {
  initialState: () => unregisteredClient,
  evolve,
  decide,
};

export function clientStream(clientId: string): string {
  return `client-${clientId}`;
}

/**
 * Every command leads to one event.
 *
 * Nothing here checks whether the user's screen was out of date: the conflict rules do. For example,
 * `UpgradeClientValue` does not compare the new value with the current one. The user judged it to be an upgrade of the
 * value on the screen, and if that value has changed since, the rules refuse the event.
 *
 * @throws ClientError
 */
function decide(command: ClientCommand, client: Client): readonly [ClientEvent] {
  if (command.type === "RegisterClient") {
    if (client.name !== null) throw new ClientError("the client is already registered");
    return [{ type: "ClientRegistered", data: { name: command.name } }];
  }
  if (client.name === null) throw new ClientError("the client is not registered");

  const hasNote = (id: string): boolean => client.notes.some(({ noteId }) => noteId === id);
  switch (command.type) {
    case "UpgradeClientValue":
      return [{ type: "ClientValueUpgraded", data: { to: command.to } }];
    case "DowngradeClientValue":
      return [{ type: "ClientValueDowngraded", data: { to: command.to } }];
    case "AddMeetingNote":
      if (hasNote(command.noteId)) throw new ClientError(`there is already a note '${command.noteId}'`);
      return [{ type: "MeetingNoteAdded", data: { noteId: command.noteId, text: command.text } }];
    case "PinNote":
      if (!hasNote(command.noteId)) throw new ClientError(`there is no note '${command.noteId}' to pin`);
      return [{ type: "NotePinned", data: { noteId: command.noteId } }];
    case "RenameClient":
      return [{ type: "ClientRenamed", data: { name: command.name } }];
    case "AddContact":
      return [{ type: "ClientContactAdded", data: { name: command.name, role: command.role } }];
    case "TagClient":
      return [{ type: "ClientTagged", data: { tag: command.tag } }];
    case "AssignClient":
      return [{ type: "ClientAssigned", data: { to: command.to } }];
    case "MergeClient":
      return [{ type: "ClientMerged", data: { duplicate: command.duplicate, name: command.name } }];
    case "SignContract":
      return [{ type: "ContractSigned", data: { years: command.years } }];
  }
}
