/** What a command leads to, decided on the client as it is now. */

import type { Client } from "./client.ts";
import type { ClientCommand } from "./client-command.ts";
import { ClientError } from "./client-error.ts";
import type { ClientEvent } from "./client-event.ts";

/**
 * The one event that a command leads to.
 *
 * Nothing here asks whether the user's screen was out of date: that is for the conflict rules (`crm.conflicts`). So
 * `UpgradeClientValue` does not hold the new value against the current one. Whether it is a rise was the user's
 * judgement of the value on the screen, and if that has changed since, the rules refuse.
 *
 * @throws ClientError where the command makes no sense for this client, whoever asks.
 */
export function decide(command: ClientCommand, client: Client): readonly [ClientEvent] {
  if (command.type === "RegisterClient") {
    if (client.name !== null) throw new ClientError("the client is already registered");
    return [{ type: "ClientRegistered", data: { name: command.name } }];
  }
  if (client.name === null) throw new ClientError("the client is not registered");

  switch (command.type) {
    case "UpgradeClientValue":
      return [{ type: "ClientValueUpgraded", data: { to: command.to } }];
    case "DowngradeClientValue":
      return [{ type: "ClientValueDowngraded", data: { to: command.to } }];
    case "AddMeetingNote":
      if (hasNote(client, command.noteId))
        throw new ClientError(`there is already a note '${command.noteId}'`);
      return [{ type: "MeetingNoteAdded", data: { noteId: command.noteId, text: command.text } }];
    case "PinNote":
      if (!hasNote(client, command.noteId))
        throw new ClientError(`there is no note '${command.noteId}' to pin`);
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

function hasNote({ notes }: Client, noteId: string): boolean {
  return notes.some((note) => note.noteId === noteId);
}
