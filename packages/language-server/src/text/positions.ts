/** Offsets of the language as positions of the protocol: both count UTF-16 code units, from different origins. */

import type { Range, TextEdit as LspEdit } from "vscode-languageserver";
import { lineStartsOf, positionAt, type LineStarts, type Span, type TextEdit } from "@truce/rules-dsl";
import { editBetween } from "@truce/rules-dsl/notation";

/** A text, and where its lines begin. */
export interface PlacedText {
  readonly text: string;
  readonly lineStarts: LineStarts;
}

export function placedText(text: string): PlacedText {
  return { text, lineStarts: lineStartsOf(text) };
}

export function rangeOf({ lineStarts }: Pick<PlacedText, "lineStarts">, { start, end }: Span): Range {
  return { start: lspPosition(lineStarts, start), end: lspPosition(lineStarts, end) };
}

function lspPosition(lineStarts: LineStarts, offset: number): Range["start"] {
  const { line, column } = positionAt(lineStarts, offset);
  return { line: line - 1, character: column - 1 };
}

/** The offset of a position. A position after the end of its line counts as the end of the line. */
export function offsetAt({ text, lineStarts }: PlacedText, { line, character }: Range["start"]): number {
  const start = lineStarts[line];
  if (start === undefined) return text.length;
  const next = lineStarts[line + 1] ?? text.length;
  const lineBreak = /[\r\n]*$/.exec(text.slice(start, next))?.[0].length ?? 0;
  return Math.min(start + Math.max(character, 0), next - lineBreak);
}

export function lspEdit(placed: PlacedText, { span, newText }: TextEdit): LspEdit {
  return { range: rangeOf(placed, span), newText };
}

/** The edit that makes a text another one; none if they are the same. */
export function editsBetween(before: PlacedText, after: string): readonly LspEdit[] {
  const edit = editBetween(before.text, after);
  return edit === null ? [] : [lspEdit(before, edit)];
}
