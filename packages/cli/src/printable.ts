/**
 * Text of users for a terminal: controls, which could move its cursor or recolour it, and characters that reverse the
 * order of others are replaced, one by one.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/gu, "\u{FFFD}");
}
