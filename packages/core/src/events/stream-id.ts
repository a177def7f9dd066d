/** Stream ids and what they say. */

/**
 * The category of a stream: what stands before the first `-` of its id, or the whole id where there is none.
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
