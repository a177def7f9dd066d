/** Text from a file on its way to a terminal. */

/** The text with everything replaced that would not be shown but obeyed: controls, and what turns lines around. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/gu, "\u{FFFD}");
}
