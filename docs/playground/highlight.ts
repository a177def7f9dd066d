/** The kinds of words in a `.conflicts` text, for its colours. Core says which words are reserved. */

import { RESERVED_WORDS } from "@truce/core/rules";
import type { Span } from "@truce/rules-dsl";

/** What a part of the text is. */
export type WordKind = "keyword" | "group" | "event" | "field" | "quoted" | "comment" | "reason";

/** A part of the text with a colour. */
export interface ColouredSpan extends Span {
  readonly kind: WordKind;
}

const PARTS =
  /(?<comment>\/\/[^\r\n]*)|(?<quoted>"(?:[^"\\\r\n]|\\[^\r\n])*"?)|(?<word>@?[\p{L}\p{M}\p{Nd}_.]+)|(?<end>[\r\n])/gu;

/** Finds the parts of a text that have a colour, in order. Names are fields after `on` and `when`, until the line ends. */
export function colouredSpans(text: string): readonly ColouredSpan[] {
  const spans: ColouredSpan[] = [];
  let isCondition = false;
  for (const { 0: part, index, groups = {} } of text.matchAll(PARTS)) {
    // A condition may go on in the next line, which is then indented and begins with `when`, `on` or `and`.
    if (groups["end"] !== undefined) isCondition = false;
    else spans.push({ start: index, end: index + part.length, kind: kindOf(part, groups, isCondition) });
    if (part === "on" || part === "when" || part === "and") isCondition = true;
  }
  return spans;
}

function kindOf(
  part: string,
  { comment, quoted }: Readonly<Record<string, string | undefined>>,
  isCondition: boolean,
): WordKind {
  if (comment !== undefined) return /^\/\/\/(?!\/)/.test(comment) ? "reason" : "comment";
  if (quoted !== undefined) return "quoted";
  if (part.startsWith("@")) return "group";
  if (RESERVED_WORDS.has(part)) return "keyword";
  return isCondition || /^(?:mine|theirs)\./.test(part) ? "field" : "event";
}
