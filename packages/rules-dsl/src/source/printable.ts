/** Text from outside, fit to be shown. */

/** Text with controls, bidirectional controls and lone surrogates replaced, character by character. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/gu, (character) =>
    character === "\t" ? "\t" : "\u{FFFD}",
  );
}
