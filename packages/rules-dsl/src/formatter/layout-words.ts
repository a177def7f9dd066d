/** Words with their layout. */

import { widthOf } from "../text/text-width.ts";
import type { Word } from "./logical-lines.ts";

/** The maximum width of a line, comments not counted. A line that cannot be broken may be wider. */
export const MAX_WIDTH = 100;

export interface LayoutWord {
  readonly word: Word;
  /** Whether it begins a line, even if no comment before it does. */
  readonly onNewLine: boolean;
  /** The indentation of the word, and of comments before it, at the beginning of a line. */
  readonly indent: number;
  /** The column to which the line is padded before the word; 0 for no padding. */
  readonly column: number;
  /** Whether a blank line before it is kept. */
  readonly keepsBlank: boolean;
}

function flat(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(" ");
}

/** The width of words on one line, separated by spaces. */
export function flatWidth(words: readonly Word[]): number {
  return widthOf(flat(words));
}

/** Whether there are comments between words, or before the first one. */
export function haveComments(words: readonly Word[]): boolean {
  return words.some(({ comments }) => comments.length > 0);
}

/** Words that continue a line. */
export function goingOn(words: readonly Word[], indent: number): readonly LayoutWord[] {
  return words.map((word) => ({ word, onNewLine: false, indent, column: 0, keepsBlank: false }));
}

/** Words on a new line. */
export function onNewLine(words: readonly Word[], indent: number): readonly LayoutWord[] {
  return goingOn(words, indent).map((placed, index) => ({ ...placed, onNewLine: index === 0 }));
}

/** A list with one item on each line. Blank lines between items are kept. */
export function itemByItem(items: readonly Word[], indent: number): readonly LayoutWord[] {
  return items.map((word, index) => ({ word, onNewLine: true, indent, column: 0, keepsBlank: index > 0 }));
}
