/** Renders a matrix as CSV. */

import { conditionOf, labelOf } from "./marks.ts";
import type { Matrix } from "./matrix.ts";

/**
 * A matrix as CSV by RFC 4180: a row for each incoming type, a column for each committed type. Entries are `always`,
 * `never`, `unregistered`, or the condition. A name that a spreadsheet would read as a formula has an apostrophe before it.
 *
 * @example
 * ```ts
 * const csv = renderMatrixCsv(matrixOf(rules));
 * ```
 */
export function renderMatrixCsv({ types, rows }: Matrix): string {
  const header = ["incoming \\ committed", ...types.map(labelOf)];
  const lines = rows.map(({ incoming, entries }) => [
    labelOf(incoming),
    ...entries.map((entry) => (entry.kind === "conditional" ? conditionOf(entry) : entry.kind)),
  ]);
  return [header, ...lines].map((fields) => `${fields.map(fieldOf).join(",")}\r\n`).join("");
}

/** Matches text that a spreadsheet would read as a formula. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

function fieldOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
