/** Renders a matrix as JSON. */

import { jsonText, plainEntry } from "../tables/plain-data.ts";
import type { Matrix } from "./matrix.ts";

/**
 * A matrix as JSON. Its shape is stable: `version`, `category`, `otherCategories`, `fingerprint`, `types` (the last is null and stands for any type that no
 * rule names) and `rows`, each with its `incoming` type and `entries` in the order of the types. An entry has a `kind`
 * (`always`, `never`, `conditional`, `unregistered`) and the `rules` behind it, each with its comparisons (`when`), whether
 * it has a `predicate`, its `reason` and its `source`. It ends with a line break.
 *
 * @example
 * ```ts
 * const { rows } = JSON.parse(renderMatrixJson(matrixOf(rules))) as Matrix;
 * ```
 */
export function renderMatrixJson({ category, otherCategories, fingerprint, types, rows }: Matrix): string {
  const plain = rows.map(({ incoming, entries }) => ({ incoming, entries: entries.map(plainEntry) }));
  return jsonText({ category, otherCategories, fingerprint, types, rows: plain });
}
