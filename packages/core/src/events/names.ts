/** Names: stream ids, event types and event ids follow the same rules. */

/** The longest name, in bytes of UTF-8. Two such names fit into an index entry of common databases. */
const MAX_NAME_BYTES = 512;

/**
 * What is wrong with a name, as the rest of a sentence; undefined if it is valid. A name is a well-formed string
 * of 1 to 512 bytes of UTF-8 without U+0000, so that every database can store it unchanged.
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

/** The number of bytes of a well-formed string in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    // A surrogate pair takes four bytes, two for each of its code units.
    bytes += unit < 0x8_00 || (unit >= 0xd8_00 && unit <= 0xdf_ff) ? 1 : 2;
  }
  return bytes;
}
