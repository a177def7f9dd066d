/**
 * Words that an ignore comment pins to their line. It silences warnings about the line below it and about the statement that
 * begins there. So the words of that line must stay on it, and no other word may move to it.
 */

import type { Trivia } from "./trivia.ts";

/** `on-line`: the word must follow the word before it. `on-new-line`: it must begin a line. Null: the layout decides. */
export type Pin = "on-line" | "on-new-line" | null;

/** The pin of a word, given the trivia before it. Must be called for every word of a text in order. */
export type PinOf = (trivia: Trivia, isFirstOfStatement: boolean) => Pin;

export function createPinOf(): PinOf {
  /** Whether an ignore comment is above the current line, and whether one is inside the current statement. */
  let [isLineIgnored, isInside] = [false, false];
  return ({ comments, hasLineBreak }, isFirstOfStatement) => {
    const isBelowIgnore = comments.some(({ isIgnore }) => isIgnore);
    if (hasLineBreak) isLineIgnored = isBelowIgnore;
    if (isFirstOfStatement) {
      isInside = false;
      return isLineIgnored && !hasLineBreak ? "on-line" : null;
    }
    isInside ||= isBelowIgnore;
    if (!isInside) return null;
    return hasLineBreak ? "on-new-line" : "on-line";
  };
}
