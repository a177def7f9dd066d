/** How the `.conflicts` language writes a name: bare or in quotes. */

import { RESERVED_WORDS } from "./reserved-words.ts";

const BARE_NAME = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{Nd}_]*)*$/u;

/**
 * An event type as it is written in a `.conflicts` file: bare if possible, otherwise in quotes.
 *
 * @example
 * ```ts
 * asWritten("NotePinned"); // NotePinned
 * asWritten("note-pinned"); // "note-pinned"
 * ```
 */
export function asWritten(name: string): string {
  return BARE_NAME.test(name) && !RESERVED_WORDS.has(name) ? name : inQuotes(name);
}

/** A name in quotes, as a JSON string with escapes for invisible characters. */
export function inQuotes(name: string): string {
  return JSON.stringify(name).replaceAll(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
