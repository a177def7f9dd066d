/** The kinds of words in a `.conflicts` text, for its colours. */

import type { Span } from "@truce/rules-dsl";
import {
  stateAfter,
  takesFields,
  wordsOf,
  writtenStatements,
  type State,
  type Word,
} from "@truce/rules-dsl/notation";

/** What a part of the text is. */
export type WordKind = "keyword" | "group" | "event" | "field" | "quoted" | "comment" | "reason";

/** A part of the text with a colour. */
export interface ColouredSpan extends Span {
  readonly kind: WordKind;
}

/** Finds the parts of a text that have a colour, in order. */
export function colouredSpans(text: string): readonly ColouredSpan[] {
  const words = wordsOf(text);
  const spans = words.flatMap(({ kind, text: comment, start, end }): readonly ColouredSpan[] =>
    kind === "comment" ? [{ start, end, kind: /^\/\/\/(?!\/)/.test(comment) ? "reason" : "comment" }] : [],
  );
  for (const statement of writtenStatements(words)) {
    let state: State = "statement";
    for (const word of statement.words) {
      const kind = kindOf(word, state);
      if (kind !== null) spans.push({ start: word.start, end: word.end, kind });
      state = stateAfter(state, word);
    }
  }
  return spans.toSorted((one, other) => one.start - other.start);
}

function kindOf({ kind }: Word, state: State): WordKind | null {
  if (kind === "name") return takesFields(state) ? "field" : "event";
  return kind === "number" || kind === "mark" ? null : kind;
}
