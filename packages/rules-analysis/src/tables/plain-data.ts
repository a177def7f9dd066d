/** Rules and entries as plain data for JSON. Their shape is stable, even if the types change. */

import type { ConflictRule } from "@truce/core/rules";
import type { PairEntry } from "./pair-entry.ts";

/** The version of what this package writes as JSON: it grows if a property changes its meaning or is removed. */
const JSON_VERSION = 1;

/** An entry: its kind, and the rules behind it. */
export function plainEntry(entry: PairEntry): object {
  const rules = entry.kind === "always" || entry.kind === "conditional" ? entry.rules : [];
  return { kind: entry.kind, rules: rules.map(plainRule) };
}

/** A rule. For a predicate, it only says that there is one. */
export function plainRule({
  incoming,
  committed,
  category,
  when,
  conflictsWhen,
  reason,
  source,
}: ConflictRule): object {
  return { incoming, committed, category, when, predicate: conflictsWhen !== null, reason, source };
}

/** A value as indented JSON that ends with a line break. */
export function jsonText(value: object): string {
  return `${JSON.stringify({ version: JSON_VERSION, ...value }, null, 2)}\n`;
}
