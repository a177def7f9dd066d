/** A matrix as JSON, for programs. */

import type { ConflictRule } from "@truce/core";
import type { PairEntry } from "../tables/pair-entry.ts";
import type { Matrix } from "./matrix.ts";

/** The version of the format: it grows when something in it changes its meaning or goes. */
const VERSION = 1;

/**
 * A matrix as JSON. Its shape is stable: `version`, `category`, `fingerprint`, `types` (the last is null: any type that no
 * rule names) and `rows`, each with its `incoming` type and `entries` in the order of the types. An entry has a `kind`
 * (`always`, `never`, `conditional`, `unregistered`) and the `rules` behind it, each with its comparisons (`when`), whether
 * it has a `predicate`, its `reason` and its `source`. It ends with a line break.
 *
 * @example
 * ```ts
 * const { rows } = JSON.parse(renderMatrixJson(matrixOf(rules))) as Matrix;
 * ```
 */
export function renderMatrixJson({ category, fingerprint, types, rows }: Matrix): string {
  const plain = rows.map(({ incoming, entries }) => ({ incoming, entries: entries.map(plainEntry) }));
  return `${JSON.stringify({ version: VERSION, category, fingerprint, types, rows: plain }, null, 2)}\n`;
}

function plainEntry(entry: PairEntry): object {
  const rules = entry.kind === "always" || entry.kind === "conditional" ? entry.rules : [];
  return { kind: entry.kind, rules: rules.map(plainRule) };
}

/** A rule as plain data: of a predicate only that there is one. */
function plainRule({
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
