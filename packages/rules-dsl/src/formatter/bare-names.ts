/** Which quoted names mean the same without their quotes. */

import { asWritten } from "../syntax/names.ts";

/** What looks different, or like nothing at all, without quotes around it. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** What would look like the side of a comparison. */
const SIDED = /^(?:mine|theirs)\./;

/**
 * A quoted name without its quotes, where it is the same name without them; otherwise as it was written. Names with
 * escapes keep them: whoever wrote an escape wanted it to be seen.
 */
export function withoutNeedlessQuotes(quoted: string): string {
  const inner = quoted.slice(1, -1);
  const isBare = !inner.includes("\\") && asWritten(inner) === inner;
  return isBare && !SIDED.test(inner) && !INVISIBLE.test(inner) ? inner : quoted;
}
