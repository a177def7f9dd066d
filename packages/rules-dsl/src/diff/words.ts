/** The words in which a difference is told. */

import type { TypeSelector } from "@truce/core";
import { categoriesText, typeText } from "../text/rule-text.ts";
import { listText, onOneLine } from "../text/text-width.ts";
import type { PairChange, RulesDiff, StreamSelector } from "./rules-diff.ts";

/** How many pairs change, as a sentence without its end. */
export function countsText({ counts, changes }: RulesDiff): string {
  if (changes.length === 0) return "nothing changes: every pair is judged as before";
  const { loosened, tightened, undecided, added } = counts;
  const told = undecided > 0 ? ` (${undecided} of them only perhaps)` : "";
  return `${loosened} ${loosened === 1 ? "pair" : "pairs"} loosened${told}, ${tightened} tightened, ${added} added`;
}

/** Committed types in words. */
export function committedText(selector: TypeSelector): string {
  if ("type" in selector) return typeText(selector.type);
  if (selector.anythingExcept.length === 0) return "event of any type";
  return `event of any type except ${listText(selector.anythingExcept.map(typeText), 4)}`;
}

/** In which streams, as the end of a sentence; empty where in all of them. */
export function streamsText({ category, anyCategoryExcept }: StreamSelector): string {
  if (category !== undefined) return `, in streams of ${onOneLine(`'${category}'`)}`;
  if (anyCategoryExcept.length === 0) return "";
  return `, except in streams of ${categoriesText(anyCategoryExcept)}`;
}

/** How many changes a message names. */
const MAX_NAMED = 3;

/**
 * What the warning CF4002 says: how many pairs a change loosens, and which; null where it loosens none.
 *
 * @example
 * ```ts
 * const warning = looseningMessage(diffRules(rules, compileOrThrow(files)));
 * // "this change loosens 2 pairs: NotePinned with NotePinned, ClientTagged with MeetingNoteAdded"
 * ```
 */
export function looseningMessage({ counts, changes }: RulesDiff): string | null {
  if (counts.loosened === 0) return null;
  const loosened = changes.filter(({ isNew, effect }) => !isNew && effect !== "tightened");
  const pairs = [...new Set(loosened.map(pairText))];
  const count = `${counts.loosened} ${counts.loosened === 1 ? "pair" : "pairs"}`;
  const more = pairs.length > MAX_NAMED ? ", ..." : "";
  return `this change loosens ${count}: ${pairs.slice(0, MAX_NAMED).join(", ")}${more}`;
}

function pairText({ incoming, committed, streams }: PairChange): string {
  const other =
    "type" in committed ? committedText(committed) : committedText(committed).replace(/^event of /, "");
  return `${typeText(incoming)} with ${other}${streamsText(streams)}`;
}
