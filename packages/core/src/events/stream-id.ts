/** Stream ids: their categories and their order. */

/**
 * The category of a stream: the part of its id before the first `-`, or the whole id if it has no `-`.
 * Conflict rules can be limited to a category, and the whole store can be read by category.
 *
 * @example
 * ```ts
 * categoryOf("client-42"); // "client"
 * ```
 */
export function categoryOf(streamId: string): string {
  const dash = streamId.indexOf("-");
  return dash === -1 ? streamId : streamId.slice(0, dash);
}

/**
 * Compares two stream ids by the bytes of their UTF-8, which is the order in which streams are listed. It differs from
 * the order of JavaScript's `<`, which puts characters above U+FFFF before U+E000.
 *
 * @returns A negative number if `left` comes first, a positive number if `right` does, or 0 if they are equal.
 */
export function compareStreamIds(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [one, other] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (one !== other) return rankOf(one) - rankOf(other);
  }
  return left.length - right.length;
}

/** Surrogates stand for characters above U+FFFF, so they come after all other code units. */
function rankOf(codeUnit: number): number {
  return codeUnit >= 0xd8_00 && codeUnit <= 0xdf_ff ? codeUnit + 0x1_00_00 : codeUnit;
}
