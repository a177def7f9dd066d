/** A program that appends to an SQLite file as many times as asked, or until it is killed. Arguments: file, name, appends. */

import { createEventStore, defineConflictRules, type Event } from "@truce/core";

import { sqliteAdapter } from "./sqlite-adapter.ts";

type NoteEvent = Event<"NotePinned", { note: number }> | Event<"NoteRead", { by: string }>;

const [file = "", name = "", appends = "0"] = process.argv.slice(2);
const rules = defineConflictRules<NoteEvent>({
  rules: {
    NotePinned: [{ type: "NotePinned", on: ["note"] }],
    NoteRead: [],
  },
});
const store = createEventStore<NoteEvent>({
  adapter: sqliteAdapter(file),
  rules,
  retry: { attempts: 1_000, backoff: () => Math.random() * 5 },
});
for (let note = 0; note < Number(appends); note++) {
  const read = { type: "NoteRead", data: { by: name } } as const;
  const events = [{ type: "NotePinned", data: { note } } as const, read, read];
  const { kind } = await store.tryAppend("board-1", events, { expectedVersion: 0 });
  process.stdout.write(`${kind}\n`);
}
