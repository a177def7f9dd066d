/** The events that the benchmark writes: notes of about 130 bytes, and the conflict rules of their types. */

import { defineConflictRules } from "@truce/core";

/** All types have the same payload. They differ in their conflict rules. */
type Note<Type extends string> = {
  readonly type: Type;
  readonly data: { readonly noteId: number; readonly author: string; readonly text: string };
};

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
