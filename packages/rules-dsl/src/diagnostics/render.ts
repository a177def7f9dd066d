/** Diagnostics as plain text, with the line and a caret. */

import { printable } from "../source/printable.ts";
import type { Diagnostic, Location } from "./diagnostics.ts";
import { lineStartsOf, type LineStarts, type SourceFile } from "../source/source-text.ts";
import { styleFrom, type Markup, type TextStyle } from "../text/text-style.ts";
import { widthOf } from "../text/text-width.ts";

/** The most of a line that is shown, in UTF-16 code units, and how much of it before the caret. */
const MAX_LINE_LENGTH = 120;
const LENGTH_BEFORE_CARET = 60;

/** How diagnostics are rendered. */
export interface RenderOptions {
  /** Marks up places and codes (`strong`), errors (`conflict`), warnings (`depends`) and line numbers (`dim`). */
  readonly style?: Partial<TextStyle> | undefined;
}

/**
 * Diagnostics as text for people, one after another, each with its line and a caret under what it is about.
 *
 * @param files - The texts that the diagnostics are about. Without its file a diagnostic is shown without its line.
 *
 * @example
 * ```ts
 * console.error(formatDiagnostics(diagnostics, files));
 * ```
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: readonly SourceFile[],
  options: RenderOptions = {},
): string {
  const texts = new Map<string, SourceText>();
  for (const { file, text } of files) {
    if (!texts.has(file)) texts.set(file, { text, lineStarts: lineStartsOf(text) });
  }
  return diagnostics
    .map((diagnostic) => `${render(diagnostic, texts.get(diagnostic.file), options)}\n`)
    .join("\n");
}

/** One diagnostic as text for people, without a line break at the end. */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  source: SourceFile,
  options: RenderOptions = {},
): string {
  return render(diagnostic, { text: source.text, lineStarts: lineStartsOf(source.text) }, options);
}

/**
 * The line of a place, with a caret under it, as diagnostics have it; without a line break at the end.
 *
 * @example
 * ```ts
 * for (const diagnostic of diagnostics) console.log(renderExcerpt(diagnostic, { file: "crm.conflicts", text }));
 * ```
 */
export function renderExcerpt(place: Location, { text }: SourceFile, options: RenderOptions = {}): string {
  const { dim, conflict } = styleFrom(options.style);
  return excerpt(place, { text, lineStarts: lineStartsOf(text) }, dim, conflict).join("\n");
}

interface SourceText {
  readonly text: string;
  readonly lineStarts: LineStarts;
}

function render(diagnostic: Diagnostic, source: SourceText | undefined, options: RenderOptions): string {
  const { file, start, severity, code, message, suggestion } = diagnostic;
  const style = styleFrom(options.style);
  const mark = severity === "error" ? style.conflict : style.depends;
  const place = style.strong(`${printable(file)}:${start.line}:${start.column}`);
  return [
    `${place}: ${mark(severity)} ${style.strong(code)}: ${message}`,
    ...(source ? excerpt(diagnostic, source, style.dim, mark) : []),
    ...(suggestion === null ? [] : [`  ${style.strong("help:")} ${suggestion}`]),
  ].join("\n");
}

function excerpt(
  { span, start }: Pick<Location, "span" | "start">,
  { text, lineStarts }: SourceText,
  dim: Markup,
  mark: Markup,
): readonly string[] {
  const lineStart = lineStarts[start.line - 1] ?? 0;
  const length = endOfLine(text, lineStart, lineStarts[start.line]) - lineStart;
  const from = Math.max(0, Math.min(start.column - 1 - LENGTH_BEFORE_CARET, length - MAX_LINE_LENGTH));
  const shown = text.slice(lineStart + from, lineStart + Math.min(length, from + MAX_LINE_LENGTH));
  const before = shown.slice(0, start.column - 1 - from);
  const marked = shown.slice(before.length, before.length + span.end - span.start);
  const gutter = `  ${start.line} | `;
  const margin = `${" ".repeat(gutter.length - 2)}| `;
  const caret = mark("^".repeat(Math.max(1, widthOf(marked))));
  return [
    `${dim(gutter)}${from > 0 ? "..." : ""}${printable(shown)}${from + shown.length < length ? "..." : ""}`,
    `${dim(margin)}${from > 0 ? "   " : ""}${blank(before)}${caret}`,
  ];
}

/** Where a line ends, its line break not counted. It is not gone through: it can be long, and wrong in many places. */
function endOfLine(text: string, start: number, next = text.length): number {
  let end = next;
  while (end > start && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return end;
}

/** As wide as a text, and empty. A tab stays one: nobody knows how wide it is. */
function blank(text: string): string {
  return text
    .split("\t")
    .map((part) => " ".repeat(widthOf(part)))
    .join("\t");
}
