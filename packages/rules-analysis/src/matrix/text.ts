/** Renders a matrix as text for a terminal. */

import {
  styleFrom,
  type Markup,
  type TextStyle,
  onOneLine,
  padEnd,
  shortened,
  widthOf,
} from "@truce/rules-dsl/notation";
import type { PairEntry } from "../tables/pair-entry.ts";
import { labelOf, marksOf, titleOf, type ConditionMarks } from "./marks.ts";
import type { Matrix } from "./matrix.ts";

/** Options for rendering a matrix as text. */
export interface MatrixTextOptions {
  /** The width of the terminal in columns. Default: 100. A wider matrix is shown in parts. */
  readonly width?: number;
  /** Markup for conflicts and compatible pairs. */
  readonly style?: Partial<TextStyle>;
  /** Whether to use only ASCII characters. */
  readonly ascii?: boolean;
}

const MAX_LABEL_WIDTH = 40;

/**
 * A matrix as text. Rows are numbered, and columns have the same numbers. Letters stand for conditions, and are explained
 * below. It ends with a line break.
 *
 * @example
 * ```ts
 * console.log(renderMatrixText(matrixOf(rules), { width: 80 }));
 * ```
 */
export function renderMatrixText(matrix: Matrix, options: MatrixTextOptions = {}): string {
  const { width = 100, ascii = false } = options;
  const style = styleFrom(options.style);
  const marks = marksOf(matrix);
  const look: Look = {
    matrix,
    marks,
    style,
    symbols: ascii ? ASCII : UNICODE,
    labels: labelsOf(matrix, ascii),
  };
  const room = Math.max(1, Math.floor((width - labelWidth(look)) / columnWidth(look)));
  const parts = Array.from({ length: Math.ceil(matrix.types.length / room) }, (_, part) => part * room);
  return [
    `${style.strong(`${onOneLine(titleOf(matrix))}: incoming (rows) with committed (columns)`)}\n\n`,
    ...parts.map((from) => `${partOf(look, from, from + room)}\n`),
    legend(look),
  ].join("");
}

interface Symbols {
  readonly always: string;
  readonly never: string;
  readonly unregistered: string;
  readonly line: string;
}

const UNICODE: Symbols = { always: "●", never: "·", unregistered: "▒", line: "│" };
const ASCII: Symbols = { always: "X", never: ".", unregistered: "#", line: "|" };

/** What to render, and how. */
interface Look {
  readonly matrix: Matrix;
  readonly marks: ConditionMarks;
  readonly style: TextStyle;
  readonly symbols: Symbols;
  readonly labels: readonly string[];
}

/** Numbers and names. The last stands for any other type, and has a star instead of a number. */
function labelsOf({ types }: Matrix, ascii: boolean): readonly string[] {
  const digits = String(types.length - 1).length;
  return types.map((type, index) => {
    const name = shortened(onOneLine(labelOf(type)), MAX_LABEL_WIDTH, ascii ? "..." : "…");
    return `${numberOf(index, types.length).padStart(digits)} ${name}`;
  });
}

function numberOf(index: number, count: number): string {
  return index === count - 1 ? "*" : String(index + 1);
}

function labelWidth({ labels }: Look): number {
  // Two columns before the label, and the line after it.
  return Math.max(...labels.map(widthOf)) + 4;
}

function columnWidth({ marks }: Look): number {
  return Math.max(1, ...marks.legend.map(([mark]) => mark.length)) + 1;
}

/** Some columns of the matrix, under their numbers, which are written from top to bottom. */
function partOf(look: Look, from: number, to: number): string {
  const { matrix, labels, style, symbols } = look;
  const count = matrix.types.length;
  const digits = String(count - 1).length;
  const cell = columnWidth(look);
  const numbers = matrix.types.map((_, index) => numberOf(index, count).padStart(digits)).slice(from, to);
  const header = Array.from({ length: digits }, (_, digit) => {
    const line = numbers.map((number) => (number[digit] ?? " ").padStart(cell)).join("");
    return `${" ".repeat(labelWidth(look))}${line}`;
  });
  const width = labelWidth(look) - 4;
  const rows = matrix.rows.map(({ entries }, index) => {
    const cells = entries.slice(from, to).map((entry) => {
      const [symbol, markup] = symbolOf(look, entry);
      return " ".repeat(cell - symbol.length) + markup(symbol);
    });
    return `  ${padEnd(labels[index] ?? "", width)} ${style.dim(symbols.line)}${cells.join("")}`;
  });
  return [...header.map((line) => style.dim(line)), ...rows].map((line) => `${line.trimEnd()}\n`).join("");
}

function symbolOf({ marks, style, symbols }: Look, entry: PairEntry): readonly [string, Markup] {
  switch (entry.kind) {
    case "always":
      return [symbols.always, style.conflict];
    case "never":
      return [symbols.never, style.compatible];
    case "unregistered":
      return [symbols.unregistered, style.conflict];
    case "conditional":
      return [marks.markOf(entry), style.depends];
  }
}

function legend({ marks, style, symbols, matrix }: Look): string {
  const width = Math.max(1, ...marks.legend.map(([mark]) => mark.length));
  const long = matrix.types.flatMap((type, index) =>
    type !== null && widthOf(onOneLine(type)) > MAX_LABEL_WIDTH
      ? [`${numberOf(index, matrix.types.length)} is ${onOneLine(type)}`]
      : [],
  );
  return [
    `${style.conflict(symbols.always.padEnd(width))}  conflicts`,
    `${style.compatible(symbols.never.padEnd(width))}  never conflicts`,
    `${style.conflict(symbols.unregistered.padEnd(width))}  conflicts, because the incoming type has no rule`,
    ...marks.legend.map(
      ([mark, text]) => `${style.depends(mark.padEnd(width))}  conflicts ${onOneLine(text)}`,
    ),
    ...long,
  ]
    .map((line) => `  ${line}\n`)
    .join("");
}
