/** Text on a line of a terminal, or in any other font of fixed width: what it takes, and how it fits. */

import { printable } from "../source/printable.ts";

const ONE_COLUMN_EACH = /^[\u0020-\u007E]*$/;
const NO_WIDTH = /\p{M}/u;
const DOUBLE_WIDTH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/u;

/** The columns that a text takes on most terminals. */
export function widthOf(text: string): number {
  if (ONE_COLUMN_EACH.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : DOUBLE_WIDTH.test(character) ? 2 : 1;
  return width;
}

/** Text from outside as a part of a line: nothing in it disturbs a terminal or leaves the line. */
export function onOneLine(text: string): string {
  return printable(text).replaceAll("\t", " ");
}

/** Names in a sentence, of many only the first. */
export function listText(names: readonly string[], limit: number): string {
  const shown = names.slice(0, limit).map(onOneLine);
  return names.length > limit ? `${shown.join(", ")} and ${names.length - limit} more` : shown.join(", ");
}

/** A text filled with spaces to a width. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** A text of at most a width: where it is wider, its end is replaced. */
export function shortened(text: string, width: number, replacement = "…"): string {
  if (widthOf(text) <= width) return text;
  let short = "";
  for (const character of text) {
    if (widthOf(short + character) > width - widthOf(replacement)) break;
    short += character;
  }
  return short + replacement;
}
