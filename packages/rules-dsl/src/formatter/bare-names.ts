/** Removes needless quotes from names. */

import { asWritten } from "@truce/core/rules";

/** Without quotes, these characters would be invisible. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** Without quotes, such a name would look like one side of a comparison. */
const SIDED = /^(?:mine|theirs)\./;

/**
 * A quoted name without its quotes, if it is the same name without them; otherwise unchanged. A name with escapes keeps
 * them, because the author wanted them to be visible.
 */
export function withoutNeedlessQuotes(quoted: string): string {
  const inner = quoted.slice(1, -1);
  const isBare = !inner.includes("\\") && asWritten(inner) === inner;
  return isBare && !SIDED.test(inner) && !INVISIBLE.test(inner) ? inner : quoted;
}
