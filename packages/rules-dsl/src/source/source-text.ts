/** Source text, offsets, lines and columns. */

/** The text of a `.conflicts` file. */
export interface SourceFile {
  /** The name of the file in diagnostics and rules: usually its path, relative to the project's root. */
  readonly file: string;
  /** The content of the file. */
  readonly text: string;
}

/** A part of a source text. Offsets begin with 0 and count UTF-16 code units. */
export interface Span {
  /** The offset of the first code unit. */
  readonly start: number;
  /** The offset after the last code unit. */
  readonly end: number;
}

/** A line and a column. */
export interface Position {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1, in UTF-16 code units. A byte order mark is not part of the first line. */
  readonly column: number;
}

/** The start offset of every line. Lines end with LF, CR LF or CR. */
export type LineStarts = readonly number[];

export const BYTE_ORDER_MARK = "\u{FEFF}";

/** Finds the start offset of every line. */
export function lineStartsOf(text: string): LineStarts {
  const starts = [text.startsWith(BYTE_ORDER_MARK) ? 1 : 0];
  const lineBreak = /\r\n|\n|\r/g;
  while (lineBreak.test(text)) starts.push(lineBreak.lastIndex);
  return starts;
}

/** The line and column of an offset. */
export function positionAt(lineStarts: LineStarts, offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.max(offset - (lineStarts[low] ?? 0), 0) + 1 };
}

/** The span from `first` to the end of both. `first` must not start after `last`. */
export function spanOver(first: Span, last: Span): Span {
  return { start: first.start, end: Math.max(first.end, last.end) };
}
