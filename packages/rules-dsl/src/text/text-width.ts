/** Text in a fixed-width font: its width, and how to fit it. */

import { printable } from "../source/printable.ts";

const ONE_COLUMN_EACH = /^[\u0020-\u007E]*$/;
const NO_WIDTH = /\p{M}/u;
const DOUBLE_WIDTH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/u;

/** The number of columns that a text takes on most terminals. */
export function widthOf(text: string): number {
  if (ONE_COLUMN_EACH.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : DOUBLE_WIDTH.test(character) ? 2 : 1;
  return width;
}

/** Untrusted text for a single line: without control characters and line breaks. */
export function onOneLine(text: string): string {
  return printable(text).replaceAll("\t", " ");
}

/** Names as a list in a sentence. If there are more than the limit, the rest is only counted. */
export function listText(names: readonly string[], limit: number): string {
  const shown = names.slice(0, limit).map(onOneLine);
  return names.length > limit ? `${shown.join(", ")} and ${names.length - limit} more` : shown.join(", ");
}

/** Pads a text with spaces to a width. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Shortens a text to at most a width. If it is wider, its end is replaced. */
export function shortened(text: string, width: number, replacement = "…"): string {
  if (widthOf(text) <= width) return text;
  let short = "";
  for (const character of text) {
    if (widthOf(short + character) > width - widthOf(replacement)) break;
    short += character;
  }
  return short + replacement;
}
