/** Event types and categories. There are only a few, so that generated events and rules meet. */

import fc, { type Arbitrary } from "fast-check";

/** The event types that all arbitraries use. One is named like a property that every object inherits. */
export const EVENT_TYPES: readonly string[] = ["Opened", "Noted", "Pinned", "Moved", "constructor"];

/** The categories of the generated streams that rules can be limited to. */
export const CATEGORIES: readonly string[] = ["client", "order"];

/** One of {@link EVENT_TYPES}. */
export function arbitraryEventType(): Arbitrary<string> {
  return fc.constantFrom(...EVENT_TYPES);
}
