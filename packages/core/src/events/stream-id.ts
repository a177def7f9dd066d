/** Stream ids and their categories. */

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
