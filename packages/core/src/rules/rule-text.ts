/** Writes rules in the `.conflicts` language. */

import { conditionText } from "./condition-text.ts";
import type { ConflictRule } from "./conflict-rules.ts";
import type { RuleSource } from "./declaration.ts";
import type { TypeSelector } from "./matcher.ts";
import { asWritten } from "./written-names.ts";

/**
 * A rule in the `.conflicts` language. A predicate is described in words, because the language has none.
 *
 * @example
 * ```ts
 * rules.rules.map(ruleText); // ["NotePinned conflicts NotePinned on noteId"]
 * ```
 */
export function ruleText(rule: ConflictRule): string {
  const condition = conditionText(rule);
  const behind = condition === "" ? "" : ` ${condition}`;
  return `${selectorText(rule.incoming)} conflicts ${selectorText(rule.committed)}${behind}`;
}

/** A selector in the language: `NotePinned`, or `anything except NoteRead`. */
export function selectorText(selector: TypeSelector): string {
  if ("type" in selector) return asWritten(selector.type);
  if (selector.anythingExcept.length === 0) return "anything";
  return `anything except ${selector.anythingExcept.map(asWritten).join(", ")}`;
}

/** The file and line of a rule: `crm.conflicts:3`; null if they are unknown. */
export function placeText(source: RuleSource | null): string | null {
  return source && `${source.file}:${source.line}`;
}
