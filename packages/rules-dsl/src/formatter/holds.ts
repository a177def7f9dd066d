/**
 * What an ignore comment holds in its place. It silences warnings of the statement that begins on the line below it, and of
 * whatever else is on that line. So what stands on that line has to stay there, and nothing may join it.
 */

import type { Gap } from "./remarks.ts";

/** `on-line`: it goes on behind the word before it. `on-new-line`: it begins a line. Null: the layout decides. */
export type Hold = "on-line" | "on-new-line" | null;

/** What holds a word, given what stands before it. To be asked of every word of a text in order. */
export type HoldOf = (gap: Gap, isFirstOfStatement: boolean) => Hold;

/** Follows the ignore comments of a text. */
export function createHolds(): HoldOf {
  /** Whether an ignore comment is above the line that was reached, and whether one is inside the statement. */
  let [isLineIgnored, isInside] = [false, false];
  return ({ remarks, hasLineBreak }, isFirstOfStatement) => {
    const isBelowIgnore = remarks.some(({ isIgnore }) => isIgnore);
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
