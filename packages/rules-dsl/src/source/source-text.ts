/** Source text and places in it: offsets for programs, lines and columns for people. */

/** A `.conflicts` file, already read. */
export interface SourceFile {
  /** What diagnostics and rules call the file: usually its path, relative to the project's root. */
  readonly file: string;
  /** What is in it. */
  readonly text: string;
}

/** A stretch of source text, as offsets from 0 in UTF-16 code units; `end` is the first offset after it. */
export interface Span {
  /** Offset of its first code unit. */
  readonly start: number;
  /** Offset after its last code unit. */
  readonly end: number;
}

/** A place in a file, for people. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. A byte order mark is no part of the first line. */
  readonly column: number;
}

/** The start offset of every line. Lines end with LF, CR LF or CR. */
export type LineStarts = readonly number[];

export const BYTE_ORDER_MARK = "\u{FEFF}";

/** The start offsets of a text's lines. */
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

/** The smallest span that holds both; the first starts no later than the second. */
export function spanOver(first: Span, last: Span): Span {
  return { start: first.start, end: Math.max(first.end, last.end) };
}
