/** A stream that is left out although the answer depends on it. */

import type { Ruling } from "@truce/rules-analysis";
import { namedCategories } from "../output/words.ts";

/** An event type, and the categories that it has rules for. */
export interface MissingStream {
  /** One sentence. */
  readonly message: string;
  readonly categories: readonly [string, ...string[]];
}

/** The rules of an incoming type if it has them in some categories only; null if it has rules outside, or none at all. */
export function missingStream({ registration, otherCategories, incoming }: Ruling): MissingStream | null {
  const [first, ...others] = otherCategories;
  if (registration !== null || first === undefined) return null;
  const message = `'${incoming.type}' has rules only for streams of ${namedCategories(otherCategories)}`;
  return { message, categories: [first, ...others] };
}
