/** Event types and categories from small alphabets, so that what is generated meets. */

import fc, { type Arbitrary } from "fast-check";

/** The event types that everything here is made of. One has the name of something that every object inherits. */
export const EVENT_TYPES: readonly string[] = ["Opened", "Noted", "Pinned", "Moved", "constructor"];

/** The categories of the streams. */
export const CATEGORIES: readonly string[] = ["client", "order"];

/** An event type from a small alphabet. */
export function arbitraryEventType(): Arbitrary<string> {
  return fc.constantFrom(...EVENT_TYPES);
}
