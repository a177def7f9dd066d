/** Words that mean all or nothing in English, and nothing in the language: what an author meant who writes one. */

import { nearest } from "../text/suggestions.ts";

const FOR_ALL: ReadonlySet<string> = new Set([
  ...["all", "any", "anybody", "anyone", "each", "every", "everybody", "everyone", "everything", "whatever"],
  ...["*", "**"],
]);
const FOR_NOTHING: ReadonlySet<string> = new Set(["nobody", "none", "noone", "nothing"]);
const SPELT_OUT = ["anything", "everything"];

/** What the language has instead of a word for all or for nothing, compared without case; undefined of other words. */
export function allOrNothing(word: string): "anything" | "never conflicts" | undefined {
  const lowerCase = word.toLowerCase();
  if (FOR_NOTHING.has(lowerCase)) return "never conflicts";
  const isForAll =
    FOR_ALL.has(lowerCase) ||
    SPELT_OUT.includes(lowerCase) ||
    (word.length > 4 && nearest(lowerCase, SPELT_OUT) !== undefined);
  return isForAll ? "anything" : undefined;
}
