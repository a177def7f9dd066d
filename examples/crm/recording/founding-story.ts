/** The first lines of the day: Joe, Harry and client 42, as it was told when the idea was new. */

import type { RecordedCommand } from "../day/recorded-command.ts";

const client = "42";

/**
 * Joe raises the client's value; Harry saves his meeting note, one version behind; Maria raises the value too, two
 * versions behind. What Lena and Joe do afterwards shows which versions had been on a screen by then, and so in which
 * order the three were saved.
 */
export const foundingStory: readonly RecordedCommand[] = [
  { at: "08:31", user: "lena", client, saw: 0, command: { type: "RegisterClient", name: "Hartley & Sons" } },
  { at: "08:32", user: "lena", client, saw: 1, command: { type: "AssignClient", to: "joe" } },
  { at: "08:36", user: "joe", client, saw: 2, command: { type: "UpgradeClientValue", to: 40_000 } },
  { at: "09:02", user: "joe", client, saw: 3, command: { type: "UpgradeClientValue", to: 60_000 } },
  {
    at: "09:05",
    user: "harry",
    client,
    saw: 3,
    command: {
      type: "AddMeetingNote",
      noteId: "note-1",
      text: "Good meeting. They want a second site by autumn, and asked for an offer.",
    },
  },
  { at: "09:07", user: "maria", client, saw: 3, command: { type: "UpgradeClientValue", to: 65_000 } },
  { at: "09:08", user: "lena", client, saw: 4, command: { type: "TagClient", tag: "growing" } },
  { at: "09:11", user: "joe", client, saw: 5, command: { type: "PinNote", noteId: "note-1" } },
];
