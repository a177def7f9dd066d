/** The matrix of a rule set: every incoming type against every committed type, as plain data. */

import { InvalidInputError, type ConflictRules } from "@truce/core";
import { categoriesIn, typesIn } from "@truce/core/rules";
import type { PairEntry } from "../tables/pair-entry.ts";
import { ANY_OTHER_TYPE, rowOf, type TypeName } from "../tables/pair-table.ts";

/** The most types of a matrix. Such a matrix has a million pairs. */
export const MAX_MATRIX_TYPES = 1_000;

/** What the rules say about every pair of types, in the streams of one category. */
export interface Matrix {
  /** The category; null for streams of a category that no rule names. */
  readonly category: string | null;
  /** The other categories that rules name. They may have different rules. */
  readonly otherCategories: readonly string[];
  /** The fingerprint of the rules. */
  readonly fingerprint: string;
  /** The types of the rows and of the columns. The last is null and stands for any type that no rule names. */
  readonly types: readonly TypeName[];
  /** One for each type, in the same order. */
  readonly rows: readonly MatrixRow[];
}

/** What the rules say about one incoming type. */
export interface MatrixRow {
  /** The incoming type; null for all types that no rule names. */
  readonly incoming: TypeName;
  /** One entry for each committed type, in the order of the types. */
  readonly entries: readonly PairEntry[];
}

/** Options of `matrixOf`. */
export interface MatrixOptions {
  /** The types to show, in this order. If omitted, every type that a rule names, in alphabetical order. */
  readonly types?: readonly string[];
  /** The category of the streams. If omitted or null, a category that no rule names. */
  readonly category?: string | null;
}

/**
 * What the rules say about every pair of types. Rows are incoming, columns are committed. Equal rules give equal matrices,
 * wherever they were written, except that the parts of a condition are in the order in which they were written.
 *
 * @throws InvalidInputError (code `invalid-input`) for more than `MAX_MATRIX_TYPES` types: name the types to show.
 *
 * @example
 * ```ts
 * console.log(renderMatrixText(matrixOf(rules, { category: "client" })));
 * ```
 */
export function matrixOf(rules: ConflictRules, options: MatrixOptions = {}): Matrix {
  const { category = null, types = typesIn(rules) } = options;
  const names = new Set(types);
  if (names.size > MAX_MATRIX_TYPES) {
    const problem = `are ${names.size}, and a matrix shows at most ${MAX_MATRIX_TYPES}: name the types to show`;
    throw new InvalidInputError("types", problem);
  }
  const all: readonly TypeName[] = [...names, ANY_OTHER_TYPE];
  const rows = all.map((incoming) => {
    const { entryWith } = rowOf(rules, incoming, category);
    return { incoming, entries: all.map(entryWith) };
  });
  const otherCategories = categoriesIn(rules).filter((other) => other !== category);
  return { category, otherCategories, fingerprint: rules.fingerprint, types: all, rows };
}
