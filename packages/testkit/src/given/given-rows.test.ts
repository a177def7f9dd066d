import { defineProjection, type Event } from "@truce/core";
import { expect, it } from "vitest";

import { given } from "./given.ts";

type ClientEvent =
  | Event<"ClientRegistered", { name: string }>
  | Event<"NoteAdded", { by: string }>
  | Event<"ClientDeleted", null>;

const clients = defineProjection<ClientEvent, { name: string; notes: number; version: number }>({
  name: "clients",
  version: 1,
  initialState: () => ({ name: "", notes: 0, version: 0 }),
  evolve: {
    ClientRegistered: (row, { data, version }) => ({ ...row, name: data.name, version }),
    NoteAdded: (row, { version }) => ({ ...row, notes: row.notes + 1, version }),
    ClientDeleted: () => null,
  },
});

const events = [
  { streamId: "client-1", type: "ClientRegistered", data: { name: "Ann" } },
  { streamId: "client-2", type: "ClientRegistered", data: { name: "Bob" } },
  { streamId: "client-1", type: "NoteAdded", data: { by: "Joe" } },
  { streamId: "client-2", type: "ClientDeleted", data: null },
] as const;

it("passes if the rows are as they should be, with versions as in a store", async () => {
  const rows = { "client-1": { name: "Ann", notes: 1, version: 2 } };
  await expect(given(clients, events).thenProjection(rows)).resolves.toBeUndefined();
  await expect(given(clients).thenProjection({})).resolves.toBeUndefined();
});

it("shows what differs", async () => {
  const failing = given(clients, events).thenProjection({
    "client-1": { name: "Ann", notes: 2, version: 2 },
    "client-2": { name: "Bob", notes: 0, version: 1 },
  });
  await expect(failing).rejects.toThrow(
    /^the rows differ \(- expected, \+ actual\):\n\n[^]*-\s+notes: 2\n\+\s+notes: 1/,
  );
});

it("leaves out events of other types, and gives each a position and a time of its own", async () => {
  const times = defineProjection<ClientEvent, readonly (number | string)[]>({
    name: "times",
    version: 1,
    key: () => "all",
    initialState: () => [],
    evolve: {
      NoteAdded: (row, { position, recordedAt, id, metadata }) => [
        ...row,
        position,
        recordedAt.toISOString(),
        id,
        JSON.stringify(metadata),
      ],
    },
  });
  const rows = { all: [3, "1970-01-01T00:00:02.000Z", "event-3", "{}"] };
  await expect(given(times, events).thenProjection(rows)).resolves.toBeUndefined();
});
