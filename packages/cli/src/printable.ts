/**
 * Text of users for a terminal: controls, which could move its cursor or recolour it, and characters that reverse the
 * order of others are replaced, one by one.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/gu, "\u{FFFD}");
}

/** A text of many lines for a terminal: as `printable`, but lines and tabs stay. */
export function printableLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.split("\t").map(printable).join("\t"))
    .join("\n");
}
