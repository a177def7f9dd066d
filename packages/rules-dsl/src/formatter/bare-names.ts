/** Which quoted names mean the same without their quotes. */

import { Name, tokenize } from "../tokens.ts";

/** What looks different, or like nothing at all, without quotes around it. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

/**
 * A quoted name without its quotes, where it is the same name without them; otherwise as it was written. Names with
 * escapes keep them: whoever wrote an escape wanted it to be seen.
 */
export function withoutNeedlessQuotes(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return inner.includes("\\") || INVISIBLE.test(inner) || !isBareName(inner) ? quoted : inner;
}

/** Keywords, reserved words and sides of comparisons (`mine.room`) are tokens of other types. */
function isBareName(text: string): boolean {
  const [token, ...others] = tokenize(text).tokens;
  return token?.tokenType === Name && token.image === text && others.length === 0;
}
