/** The events that every contestant writes: notes of about 130 bytes, in kinds that differ in what they conflict with. */

import { defineConflictRules } from "@truce/core";

type Note<Type extends string> = {
  readonly type: Type;
  readonly data: { readonly noteId: number; readonly author: string; readonly text: string };
};

export type NoteEvent =
  | Note<"NoteAdded">
  | Note<"NotesMerged">
  | Note<"NotePinned">
  | Note<"NoteReplaced">
  | Note<"NotesExported">
  | Note<"NotesSealed">;

/** The conflicts of one event type, as data: Truce gets them as rules, a store with append conditions as a query. */
export interface Kind {
  readonly type: NoteEvent["type"];
  readonly conflictsWith: readonly NoteEvent["type"][];
  /** Set if events conflict only if they are about the same note. */
  readonly on?: "noteId";
}

export const KINDS = {
  "never conflicts": { type: "NoteAdded", conflictsWith: [] },
  "lists two types": { type: "NotesMerged", conflictsWith: ["NotesExported", "NotesSealed"] },
  "compares a payload field": { type: "NotePinned", conflictsWith: ["NotePinned"], on: "noteId" },
  "conflicts with itself": { type: "NoteReplaced", conflictsWith: ["NoteReplaced"] },
} as const satisfies Readonly<Record<string, Kind>>;

export const rules = defineConflictRules<NoteEvent>({
  rules: {
    NoteAdded: [],
    NotesMerged: ["NotesExported", "NotesSealed"],
    NotePinned: [{ type: "NotePinned", on: ["noteId"] }],
    NoteReplaced: ["NoteReplaced"],
    NotesExported: [],
    NotesSealed: "anything",
  },
});

export function dataOf(noteId: number): NoteEvent["data"] {
  return { noteId, author: "anna.schmidt", text: "Called back: wants the offer by Friday, and a discount" };
}

/** Events to fill a stream with. Their notes are not those of other writers. */
export function fillerData(events: number): readonly NoteEvent["data"][] {
  return Array.from({ length: events }, (_, index) => dataOf(-1 - index));
}
