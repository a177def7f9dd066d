/** Detects explanations that depend on a stream which was not named. */

import type { Ruling } from "./explanation.ts";

/** An event type that has rules only in some categories. */
export interface MissingStream {
  /** One sentence. */
  readonly message: string;
  /** The categories that it has rules for. */
  readonly categories: readonly [string, ...string[]];
}

/**
 * Finds out whether an answer depends on a stream that was not named: if the incoming type has rules in some categories only.
 * Null if it also has rules outside them, or no rules at all.
 */
export function missingStream({ registration, otherCategories, incoming }: Ruling): MissingStream | null {
  const [first, ...others] = otherCategories;
  if (registration !== null || first === undefined) return null;
  const names = otherCategories.map((category) => `'${category}'`).join(", ");
  const message = `'${incoming.type}' has rules only for streams of ${names}`;
  return { message, categories: [first, ...others] };
}
