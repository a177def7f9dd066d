/** Lines and columns for the parts of a diagnostic that have only offsets. */

import {
  lineStartsOf,
  positionAt,
  type LineStarts,
  type Position,
  type SourceFile,
  type Span,
} from "@truce/rules-dsl";

/** The start and the end of a span of a file. */
export type Places = (file: string, span: Span) => { readonly start: Position; readonly end: Position };

/** Finds places in these files. The lines of a file are counted once. */
export function placesIn(sources: readonly SourceFile[]): Places {
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const known = new Map<string, LineStarts>();
  return (file, { start, end }) => {
    const lineStarts = known.get(file) ?? lineStartsOf(texts.get(file) ?? "");
    known.set(file, lineStarts);
    return { start: positionAt(lineStarts, start), end: positionAt(lineStarts, end) };
  };
}
