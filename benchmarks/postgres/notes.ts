/** What is written: notes of about 130 bytes, of a type that never conflicts, and of types that do. */

import { defineConflictRules } from "@truce/core";

/** One payload for all types: they differ in what they conflict with. */
type Note<Type extends string> = {
  readonly type: Type;
  readonly data: { readonly noteId: number; readonly author: string; readonly text: string };
};

/** The events of the benchmark. */
export type NoteEvent =
  Note<"NoteAdded"> | Note<"NotesMerged"> | Note<"NotePinned"> | Note<"NotesExported"> | Note<"NotesSealed">;

export const rules = defineConflictRules<NoteEvent>({
  rules: {
    NoteAdded: [],
    NotesMerged: ["NotesExported"],
    NotePinned: [{ type: "NotePinned", on: ["noteId"] }],
    NotesExported: [],
    NotesSealed: "anything",
  },
});

export function note<Type extends NoteEvent["type"]>(type: Type, noteId: number): Note<Type> {
  return {
    type,
    data: { noteId, author: "anna.schmidt", text: "Called back: wants the offer by Friday, and a discount" },
  };
}
