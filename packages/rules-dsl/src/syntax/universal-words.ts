/** English words for all or none, which mean nothing in the language. */

import { nearest } from "../text/suggestions.ts";

const FOR_ALL: ReadonlySet<string> = new Set([
  ...["all", "any", "anybody", "anyone", "each", "every", "everybody", "everyone", "everything", "whatever"],
  ...["*", "**"],
]);
const FOR_NOTHING: ReadonlySet<string> = new Set(["nobody", "none", "noone", "nothing"]);
const SPELT_OUT = ["anything", "everything"];

/** What to write instead of a word for all or none, ignoring case; undefined for other words. */
export function replacementForUniversalWord(word: string): "anything" | "never conflicts" | undefined {
  const lowerCase = word.toLowerCase();
  if (FOR_NOTHING.has(lowerCase)) return "never conflicts";
  const isForAll =
    FOR_ALL.has(lowerCase) ||
    SPELT_OUT.includes(lowerCase) ||
    (word.length > 4 && nearest(lowerCase, SPELT_OUT) !== undefined);
  return isForAll ? "anything" : undefined;
}
