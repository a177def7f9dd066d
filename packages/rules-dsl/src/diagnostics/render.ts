/** Renders diagnostics as text, with the line and a caret. */

import { printable } from "../source/printable.ts";
import type { Diagnostic, Location } from "./diagnostics.ts";
import { lineStartsOf, type LineStarts, type SourceFile } from "../source/source-text.ts";
import { styleFrom, type Markup, type TextStyle } from "../text/text-style.ts";
import { widthOf } from "../text/text-width.ts";

/** At most this much of a line is shown, in UTF-16 code units, and at most this much before the caret. */
const MAX_LINE_LENGTH = 120;
const LENGTH_BEFORE_CARET = 60;

/** Options for rendering diagnostics. */
export interface RenderOptions {
  /** Markup for locations and codes (`strong`), errors (`conflict`), warnings (`depends`) and line numbers (`dim`). */
  readonly style?: Partial<TextStyle> | undefined;
}

/**
 * Renders diagnostics one after another, each with its line and a caret.
 *
 * @param files - The texts of the diagnostics. If the file of a diagnostic is missing, its line is not shown.
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

/** Renders one diagnostic, without a line break at the end. */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  source: SourceFile,
  options: RenderOptions = {},
): string {
  return render(diagnostic, { text: source.text, lineStarts: lineStartsOf(source.text) }, options);
}

/**
 * Renders the line of a location with a caret, as in a diagnostic; without a line break at the end.
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

/** The end of a line without its line break. Searches from the end, because a long line can have many diagnostics. */
function endOfLine(text: string, start: number, next = text.length): number {
  let end = next;
  while (end > start && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return end;
}

/** Spaces as wide as a text. Tabs are kept, because their width depends on the terminal. */
function blank(text: string): string {
  return text
    .split("\t")
    .map((part) => " ".repeat(widthOf(part)))
    .join("\t");
}
