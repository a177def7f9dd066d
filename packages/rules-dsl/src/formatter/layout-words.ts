/** Words and the places where they are printed. */

import { widthOf } from "../text/text-width.ts";
import type { Word } from "./logical-lines.ts";

/** The widest line, where its words can be broken over several. Comments do not count. */
export const MAX_WIDTH = 100;

/** A word and where it stands. */
export interface LayoutWord {
  readonly word: Word;
  /** Whether it begins a line, even if no comment asks for that. */
  readonly onNewLine: boolean;
  /** Where it, and the comments before it, stand if they begin a line. */
  readonly indent: number;
  /** The column to which the line is filled before it. */
  readonly column: number;
  /** Whether a blank line before it is kept. */
  readonly keepsBlank: boolean;
}

/** Words behind each other on one line. */
function flat(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(" ");
}

/** The width of words on one line. */
export function flatWidth(words: readonly Word[]): number {
  return widthOf(flat(words));
}

/** Whether comments stand among words, or before the first of them. */
export function haveComments(words: readonly Word[]): boolean {
  return words.some(({ comments }) => comments.length > 0);
}

/** Words that go on behind what stands before them. */
export function goingOn(words: readonly Word[], indent: number): readonly LayoutWord[] {
  return words.map((word) => ({ word, onNewLine: false, indent, column: 0, keepsBlank: false }));
}

/** The same, on a line of their own. */
export function onNewLine(words: readonly Word[], indent: number): readonly LayoutWord[] {
  return goingOn(words, indent).map((placed, index) => ({ ...placed, onNewLine: index === 0 }));
}

/** A list, an item a line. Blank lines that group its items stay. */
export function itemByItem(items: readonly Word[], indent: number): readonly LayoutWord[] {
  return items.map((word, index) => ({ word, onNewLine: true, indent, column: 0, keepsBlank: index > 0 }));
}
