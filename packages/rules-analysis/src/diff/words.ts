/** The words that describe a difference. */

import type { TypeSelector } from "@truce/core/rules";
import { categoriesText, typeText, listText, onOneLine } from "@truce/rules-dsl/notation";
import type { RulesDiff, StreamSelector } from "./rules-diff.ts";

/** The number of changed pairs, as a sentence without a full stop. */
export function countsText({ counts, changes }: RulesDiff): string {
  if (changes.length === 0) return "nothing changes: every pair is judged as before";
  const { loosened, tightened, undecided, added } = counts;
  const perhaps = undecided > 0 ? ` (${undecided} perhaps)` : "";
  return `${loosened} ${loosened === 1 ? "pair" : "pairs"} loosened${perhaps}, ${tightened} tightened, ${added} added`;
}

/** Committed types in words. */
export function committedText(selector: TypeSelector): string {
  if ("type" in selector) return typeText(selector.type);
  if (selector.anythingExcept.length === 0) return "event of any type";
  return `event of any type except ${listText(selector.anythingExcept.map(typeText), 4)}`;
}

/** The streams, as the end of a sentence; empty for all streams. */
export function streamsText({ category, anyCategoryExcept }: StreamSelector): string {
  if (category !== undefined) return `, in streams of ${onOneLine(`'${category}'`)}`;
  if (anyCategoryExcept.length === 0) return "";
  return `, except in streams of ${categoriesText(anyCategoryExcept)}`;
}
