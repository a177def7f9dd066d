/** A command in words, as the rest of a sentence that begins with its user. */

import type { ClientCommand } from "../domain/client-command.ts";
import { number } from "./table.ts";

export function describeCommand(command: ClientCommand): string {
  switch (command.type) {
    case "RegisterClient":
      return `registers '${command.name}'`;
    case "UpgradeClientValue":
      return `raises the value to ${number(command.to)}`;
    case "DowngradeClientValue":
      return `lowers the value to ${number(command.to)}`;
    case "AddMeetingNote":
      return "saves a meeting note";
    case "PinNote":
      return `pins ${command.noteId}`;
    case "RenameClient":
      return `renames the client to '${command.name}'`;
    case "AddContact":
      return `adds ${command.name} (${command.role}) as a contact`;
    case "TagClient":
      return `adds the tag '${command.tag}'`;
    case "AssignClient":
      return `gives the client to ${command.to}`;
    case "MergeClient":
      return `merges the duplicate ${command.duplicate} into the client`;
    case "SignContract":
      return `enters a contract over ${number(command.years)} years`;
  }
}
