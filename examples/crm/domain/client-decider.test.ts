import { expect, it } from "vitest";

import type { Client } from "./client.ts";
import { clientDecider, ClientError, type ClientCommand } from "./client-decider.ts";

/** The client after these commands, each decided on the state that the ones before it left. */
function after(...commands: readonly ClientCommand[]): Client {
  const { initialState, decide, evolve } = clientDecider;
  return commands.reduce(
    (client, command) => decide(command, client).reduce<Client>(evolve, client),
    initialState(),
  );
}

const registered: ClientCommand = { type: "RegisterClient", name: "Hartley & Sons" };
const note: ClientCommand = { type: "AddMeetingNote", noteId: "n1", text: "Good meeting." };

it("keeps everything in the lists, and the latest of each single value", () => {
  const client = after(
    registered,
    note,
    { type: "UpgradeClientValue", to: 60_000 },
    { type: "DowngradeClientValue", to: 55_000 },
    { type: "PinNote", noteId: "n1" },
    { type: "AddContact", name: "Clara Mendes", role: "finance" },
    { type: "TagClient", tag: "growing" },
    { type: "AssignClient", to: "joe" },
    { type: "RenameClient", name: "Hartley Ltd" },
    { type: "MergeClient", duplicate: "import-7", name: "Hartley Group" },
    { type: "SignContract", years: 3 },
  );
  expect(client).toEqual({
    name: "Hartley Group",
    value: 55_000,
    owner: "joe",
    pinnedNote: "n1",
    contractYears: 3,
    notes: [{ noteId: "n1", text: "Good meeting." }],
    contacts: [{ name: "Clara Mendes", role: "finance" }],
    tags: ["growing"],
    duplicates: ["import-7"],
  });
});

it.each([
  ["a client that is not registered", [note], "the client is not registered"],
  ["a second registration", [registered, registered], "the client is already registered"],
  ["a note id that is taken", [registered, note, note], "there is already a note 'n1'"],
  [
    "pinning a note that does not exist",
    [registered, { type: "PinNote", noteId: "n9" }],
    "there is no note 'n9' to pin",
  ],
] as const)("refuses %s", (_, commands, message) => {
  expect(() => after(...commands)).toThrow(new ClientError(message));
});
