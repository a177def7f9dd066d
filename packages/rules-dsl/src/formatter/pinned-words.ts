/**
 * What an ignore comment holds in its place. It silences warnings of the statement that begins on the line below it, and of
 * whatever else is on that line. So what stands on that line has to stay there, and nothing may join it.
 */

import type { Trivia } from "./trivia.ts";

/** `on-line`: it goes on behind the word before it. `on-new-line`: it begins a line. Null: the layout decides. */
export type Pin = "on-line" | "on-new-line" | null;

/** What holds a word, given what stands before it. To be asked of every word of a text in order. */
export type PinOf = (trivia: Trivia, isFirstOfStatement: boolean) => Pin;

/** Follows the ignore comments of a text. */
export function createPinOf(): PinOf {
  /** Whether an ignore comment is above the line that was reached, and whether one is inside the statement. */
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
