/** Rules and entries as plain data for JSON: in a shape that stays, whatever becomes of the types. */

import type { ConflictRule } from "@truce/core/rules";
import type { PairEntry } from "./pair-entry.ts";

/** The version of what this package writes as JSON: it grows when something in it changes its meaning or goes. */
const JSON_VERSION = 1;

/** An entry: its kind, and the rules behind it. */
export function plainEntry(entry: PairEntry): object {
  const rules = entry.kind === "always" || entry.kind === "conditional" ? entry.rules : [];
  return { kind: entry.kind, rules: rules.map(plainRule) };
}

/** A rule: of a predicate only that there is one. */
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

/** A value as JSON for people and programs, with a line break at its end. */
export function jsonText(value: object): string {
  return `${JSON.stringify({ version: JSON_VERSION, ...value }, null, 2)}\n`;
}
