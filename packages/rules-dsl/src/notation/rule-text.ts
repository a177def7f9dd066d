/** Rules in the words of the language, and where they were written. */

import type { TypeSelector, ConflictRule, RuleSource } from "@truce/core/rules";
import { conditionText } from "./condition-text.ts";
import { asWritten } from "../syntax/names.ts";
import { listText, onOneLine } from "../text/text-width.ts";

/** A rule as the language writes it, as far as the language can. */
export function ruleText(rule: ConflictRule): string {
  const condition = conditionText(rule);
  const behind = condition === "" ? "" : ` ${condition}`;
  return `${selectorText(rule.incoming)} conflicts ${selectorText(rule.committed)}${behind}`;
}

/** A selector as the language writes it. */
function selectorText(selector: TypeSelector): string {
  if ("type" in selector) return asWritten(selector.type);
  if (selector.anythingExcept.length === 0) return "anything";
  return `anything except ${selector.anythingExcept.map(asWritten).join(", ")}`;
}

/** The name of a type in a sentence: in quotes where it would be misread without them. */
export function typeText(type: string): string {
  return onOneLine(asWritten(type));
}

/** Of many categories so many are named. */
const MAX_CATEGORIES = 4;

/** Categories in a sentence. */
export function categoriesText(categories: readonly string[]): string {
  return listText(
    categories.map((category) => `'${category}'`),
    MAX_CATEGORIES,
  );
}

/** `crm.conflicts:3`, or null where nobody knows. */
export function placeText(source: RuleSource | null): string | null {
  return source && `${source.file}:${source.line}`;
}
