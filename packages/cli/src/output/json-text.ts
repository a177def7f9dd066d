/** JSON as it is printed. */

/** A value as indented JSON with a line break. */
export function jsonText(value: unknown): string {
  return `${terminalSafe(JSON.stringify(value, null, 2))}\n`;
}

/**
 * Escapes the characters in JSON that could move the cursor of a terminal or reverse the order of other characters.
 * `JSON.stringify` does not escape all of them.
 */
export function terminalSafe(json: string): string {
  return json.replaceAll(
    /[\u007F-\u009F\u2028\u2029\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
