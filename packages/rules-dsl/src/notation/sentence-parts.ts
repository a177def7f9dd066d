/** Parts of sentences about rules. */

import { asWritten } from "@truce/core/rules";
import { listText, onOneLine } from "../text/text-width.ts";

/** The name of a type in a sentence: in quotes if it is not a bare name. */
export function typeText(type: string): string {
  return onOneLine(asWritten(type));
}

/** The most categories that a sentence names. */
const MAX_CATEGORIES = 4;

/** Categories as a list in a sentence. */
export function categoriesText(categories: readonly string[]): string {
  return listText(
    categories.map((category) => `'${category}'`),
    MAX_CATEGORIES,
  );
}
