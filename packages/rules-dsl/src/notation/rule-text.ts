/** Writes rules in the `.conflicts` language. */

import type { TypeSelector, ConflictRule, RuleSource } from "@truce/core/rules";
import { conditionText } from "./condition-text.ts";
import { asWritten } from "../syntax/names.ts";
import { listText, onOneLine } from "../text/text-width.ts";

/** A rule in the language. A predicate is described in words, because the language has none. */
export function ruleText(rule: ConflictRule): string {
  const condition = conditionText(rule);
  const behind = condition === "" ? "" : ` ${condition}`;
  return `${selectorText(rule.incoming)} conflicts ${selectorText(rule.committed)}${behind}`;
}

function selectorText(selector: TypeSelector): string {
  if ("type" in selector) return asWritten(selector.type);
  if (selector.anythingExcept.length === 0) return "anything";
  return `anything except ${selector.anythingExcept.map(asWritten).join(", ")}`;
}

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

/** The file and line of a rule: `crm.conflicts:3`; null if they are unknown. */
export function placeText(source: RuleSource | null): string | null {
  return source && `${source.file}:${source.line}`;
}
