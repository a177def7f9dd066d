/** Selectors in words, for messages. */

import type { TypeSelector } from "./matcher.ts";

/**
 * A selector in the words of the `.conflicts` language.
 *
 * @example
 * ```ts
 * describeSelector({ anythingExcept: ["NoteRead"] }); // "anything except 'NoteRead'"
 * ```
 */
export function describeSelector(selector: TypeSelector): string {
  if ("type" in selector) return `'${selector.type}'`;
  if (selector.anythingExcept.length === 0) return "anything";
  return `anything except ${selector.anythingExcept.map((type) => `'${type}'`).join(", ")}`;
}
