/** Offsets of the language as positions of the protocol: both count UTF-16 code units, from different origins. */

import type { Range, TextEdit as LspEdit } from "vscode-languageserver";
import { lineStartsOf, positionAt, type LineStarts, type Span, type TextEdit } from "@truce/rules-dsl";

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

/** The one edit that makes a text another one, without the parts that are the same at both ends. */
export function editBetween(before: PlacedText, after: string): readonly LspEdit[] {
  const { text } = before;
  if (text === after) return [];
  let start = 0;
  while (start < text.length && start < after.length && text[start] === after[start]) start += 1;
  let common = 0;
  const most = Math.min(text.length, after.length) - start;
  while (common < most && text[text.length - 1 - common] === after[after.length - 1 - common]) common += 1;
  // A surrogate pair, or a CR LF, is replaced whole.
  if (isInside(text, start) || isInside(after, start)) start -= 1;
  if (isInside(text, text.length - common) || isInside(after, after.length - common)) common -= 1;
  const span = { start, end: text.length - Math.max(common, 0) };
  return [lspEdit(before, { span, newText: after.slice(start, after.length - Math.max(common, 0)) })];
}

function isInside(text: string, offset: number): boolean {
  const around = text.slice(Math.max(offset - 1, 0), offset + 1);
  return around === "\r\n" || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(around);
}
