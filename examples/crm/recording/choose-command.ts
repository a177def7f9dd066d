/** What a user does about the client on the screen. */

import type { Client } from "../domain/client.ts";
import type { ClientCommand } from "../domain/client-command.ts";
import type { SeededRandom } from "../seeded-random.ts";
import { contacts, notes, tags, team } from "./sales-team.ts";

/** What the choice depends on. */
export interface Situation {
  readonly random: SeededRandom;
  /** The client as the user saw it. */
  readonly seen: Client;
  /** Whether the user has a meeting to write up. */
  readonly afterMeeting: boolean;
  /** A number that no other note or duplicate has. */
  readonly fresh: number;
}

type CommandType = ClientCommand["type"];
type Weights = Readonly<Partial<Record<CommandType, number>>>;

/** How likely each command is, in parts of 100, for somebody who comes from a meeting and for everybody else. */
const AFTER_MEETING: Weights = {
  AddMeetingNote: 64,
  UpgradeClientValue: 15,
  AddContact: 12,
  DowngradeClientValue: 9,
};
const OTHERWISE: Weights = {
  AddMeetingNote: 31,
  TagClient: 18,
  AddContact: 16,
  UpgradeClientValue: 8,
  PinNote: 9,
  AssignClient: 7,
  DowngradeClientValue: 9,
  RenameClient: 3,
  SignContract: 4,
  MergeClient: 1,
};

export function chooseCommand(situation: Situation): ClientCommand {
  const { random, seen } = situation;
  const chosen = weighted(random, situation.afterMeeting ? AFTER_MEETING : OTHERWISE);
  if (chosen === "PinNote" && seen.notes.length === 0) return commandOf("AddMeetingNote", situation);
  if (chosen === "DowngradeClientValue" && (seen.value ?? 0) < 10_000) {
    return commandOf("UpgradeClientValue", situation);
  }
  return commandOf(chosen, situation);
}

function commandOf(type: CommandType, { random, seen, fresh }: Situation): ClientCommand {
  switch (type) {
    case "AddMeetingNote":
      return { type, noteId: `note-${fresh}`, text: random.pick(notes) };
    case "UpgradeClientValue":
      return { type, to: (seen.value ?? 5_000) + random.between(2, 24) * 500 };
    case "DowngradeClientValue":
      return { type, to: Math.max((seen.value ?? 0) - random.between(2, 16) * 500, 1_000) };
    case "PinNote":
      return { type, noteId: seen.notes[random.between(0, seen.notes.length - 1)]?.noteId ?? "" };
    case "AddContact":
      return { type, ...random.pick(contacts) };
    case "TagClient":
      return { type, tag: random.pick(tags) };
    case "AssignClient":
      return { type, to: random.pick(team) };
    case "RegisterClient":
    case "RenameClient":
      return { type: "RenameClient", name: renamed(random, seen) };
    case "MergeClient":
      return { type, duplicate: `import-${fresh}`, name: seen.name ?? "" };
    case "SignContract":
      return { type, years: random.between(1, 5) };
  }
}

function renamed(random: SeededRandom, { name }: Client): string {
  const plain = (name ?? "").replace(/ (Ltd|plc|Group)$/, "");
  return `${plain} ${random.pick(["Ltd", "plc", "Group"])}`;
}

function weighted(random: SeededRandom, weights: Weights): CommandType {
  const entries = Object.entries(weights) as [CommandType, number][];
  let left = random.fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  const chosen = entries.find(([, weight]) => (left -= weight) < 0);
  return chosen ? chosen[0] : "AddMeetingNote";
}
