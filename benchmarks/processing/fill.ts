import { note, type NoteEvent } from "../postgres/notes.ts";

/** Appends events of about 130 bytes, to streams of 100. */
export async function fill(
  append: (streamId: string, events: readonly NoteEvent[]) => Promise<unknown>,
  events: number,
): Promise<void> {
  for (let written = 0; written < events; written += 100) {
    await append(
      `filled-${written}`,
      Array.from({ length: Math.min(100, events - written) }, (_, index) => note("NoteAdded", index)),
    );
  }
}
