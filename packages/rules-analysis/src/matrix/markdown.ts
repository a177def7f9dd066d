/** Renders a matrix as a Markdown table. */

import type { PairEntry } from "../tables/pair-entry.ts";
import { labelOf, marksOf, titleOf, type ConditionMarks } from "./marks.ts";
import { onOneLine } from "@truce/rules-dsl/notation";
import type { Matrix } from "./matrix.ts";

/** With more types than this, columns have numbers instead of names. */
const MAX_NAMED_COLUMNS = 8;

/**
 * A matrix as a table of GitHub's Markdown, with its legend below. Names are escaped, so nothing in them is taken for
 * markup.
 *
 * @example
 * ```ts
 * const comment = renderMatrixMarkdown(matrixOf(rules));
 * ```
 */
export function renderMatrixMarkdown(matrix: Matrix): string {
  const marks = marksOf(matrix);
  const count = matrix.types.length;
  const isNumbered = count - 1 > MAX_NAMED_COLUMNS;
  const number = (index: number): string => (index === count - 1 ? "\\*" : String(index + 1));
  const names = matrix.types.map((type) => escaped(labelOf(type)));
  const header = isNumbered ? names.map((_, index) => number(index)) : names;
  const rows = matrix.rows.map(({ entries }, index) => [
    `${isNumbered ? `${number(index)} ` : ""}**${names[index] ?? ""}**`,
    ...entries.map((entry) => symbolOf(entry, marks)),
  ]);
  return [
    `### ${escaped(titleOf(matrix))}\n\n`,
    line(["incoming ↓ committed →", ...header]),
    line(["---", ...header.map(() => ":-:")]),
    ...rows.map(line),
    "\n",
    ...legend(marks),
  ].join("");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}

function symbolOf(entry: PairEntry, { markOf }: ConditionMarks): string {
  switch (entry.kind) {
    case "always":
      return "●";
    case "never":
      return "·";
    case "unregistered":
      return "▒";
    case "conditional":
      return markOf(entry);
  }
}

function legend({ legend: conditions }: ConditionMarks): readonly string[] {
  return [
    "- ● conflicts\n",
    "- · never conflicts\n",
    "- ▒ conflicts, because the incoming type has no rule\n",
    ...conditions.map(([mark, text]) => `- ${mark} conflicts ${escaped(text)}\n`),
  ];
}

/** Escapes text for Markdown and HTML, on one line. */
function escaped(text: string): string {
  return onOneLine(text).replaceAll(/[\\`*_[\]<>|~&#$]/g, (character) => `\\${character}`);
}
