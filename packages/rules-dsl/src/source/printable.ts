/** Replaces each control character, bidirectional control and lone surrogate, so that untrusted text is safe to show. Keeps tabs. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029]/gu, (character) =>
    character === "\t" ? "\t" : "\u{FFFD}",
  );
}
