/** What a stream id, an event type and an event id have in common. */

/** The longest name, in bytes of UTF-8: what fits twice into an index entry of common databases. */
const MAX_NAME_BYTES = 512;

/**
 * What is wrong with a name, as the rest of a sentence, or undefined where nothing is. A name is a well-formed string
 * of 1 to 512 bytes of UTF-8 without U+0000, so that every database stores it as it is.
 */
export function nameProblem(name: unknown): string | undefined {
  if (typeof name !== "string") return `must be a string, not ${name === null ? "null" : typeof name}`;
  if (name === "") return "must not be empty";
  if (!name.isWellFormed()) return "must be well-formed Unicode, but it has a lone surrogate";
  if (name.includes("\0")) return "must not contain U+0000";
  if (name.length * 3 > MAX_NAME_BYTES && utf8Length(name) > MAX_NAME_BYTES)
    return `must have at most ${MAX_NAME_BYTES} bytes of UTF-8`;
  return undefined;
}

/** Number of bytes that a well-formed string has in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // A surrogate pair is four bytes, two for each of its code units.
    bytes += unit < 0x8_00 || (unit >= 0xd8_00 && unit <= 0xdf_ff) ? 1 : 2;
  }
  return bytes;
}
