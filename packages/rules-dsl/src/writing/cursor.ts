/** What is written before a cursor, in a line that may be half-written. */

import { stateAfter, type State } from "./states.ts";
import { wordsOf, writtenStatements, type Word } from "./words.ts";

/** A place in a text where a user is writing. */
export interface Cursor {
  /** What can stand at the cursor. */
  readonly state: State;
  /** The words of the statement before the one at the cursor. */
  readonly before: readonly Word[];
  /** How many blocks are open. */
  readonly depth: number;
  /** The word at the cursor, as far as it is written before it. */
  readonly typed: Word | null;
  /** Where the text to replace ends: a quote behind the cursor belongs to the name. */
  readonly end: number;
}

/** Stands for the word that will be written at the cursor. */
const NEXT: Omit<Word, "start" | "end" | "isFirst"> = { kind: "name", text: "" };

/** Finds what can be written at an offset of a text. Null in a comment. */
export function cursorAt(text: string, offset: number): Cursor | null {
  const words = wordsOf(text.slice(0, offset));
  const last = words.at(-1);
  const isOpen = last?.end === offset;
  if (isOpen && last.kind === "comment") return null;
  const typed = isOpen && last.kind !== "mark" ? last : null;
  const lineStart = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const isFirst = typed?.isFirst ?? (last === undefined || last.end <= lineStart);
  const done = typed === null ? words : words.slice(0, -1);
  const statement = writtenStatements([...done, { ...NEXT, start: offset, end: offset, isFirst }]).at(-1);
  const before = statement?.words.slice(0, -1) ?? [];
  let state: State = "statement";
  for (const word of before) state = stateAfter(state, word);
  const isQuoted = typed?.kind === "quoted" && text[offset] === '"';
  return { state, before, depth: statement?.depth ?? 0, typed, end: isQuoted ? offset + 1 : offset };
}
