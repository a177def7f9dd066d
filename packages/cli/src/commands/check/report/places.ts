/** Lines and columns of what a diagnostic tells by offsets alone. */

import {
  lineStartsOf,
  positionAt,
  type LineStarts,
  type Position,
  type SourceFile,
  type Span,
} from "@truce/rules-dsl";

/** Where a stretch of a file begins and ends. */
export type Places = (file: string, span: Span) => { readonly start: Position; readonly end: Position };

/** Finds places in these files; the lines of a file are counted once. */
export function placesIn(sources: readonly SourceFile[]): Places {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const known = new Map<string, LineStarts>();
  return (file, { start, end }) => {
    const lineStarts = known.get(file) ?? lineStartsOf(texts.get(file) ?? "");
    known.set(file, lineStarts);
    return { start: positionAt(lineStarts, start), end: positionAt(lineStarts, end) };
  };
}
