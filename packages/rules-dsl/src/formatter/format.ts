/** The formatter. */

import { diagnosticAt, hasErrors, type Diagnostic } from "../diagnostics/diagnostics.ts";
import { MAX_FILE_BYTES } from "../limits.ts";
import { isTooLong, parse } from "../syntax/parse.ts";
import { FormatterFaultError } from "./formatter-fault-error.ts";
import { readLines } from "./logical-lines.ts";
import { render } from "./render.ts";
import { differenceBetween } from "./same-meaning.ts";

/** The formatted text, and what is wrong with the syntax of the original. */
export interface FormatResult {
  /** Null if one of the diagnostics is an error. */
  readonly text: string | null;
  /** The syntax errors and warnings of the original text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Options of `format`. */
export interface FormatOptions {
  /** The name of the file in diagnostics. */
  readonly file?: string;
}

/**
 * Formats a text, unless its syntax has errors. The meaning does not change, and every comment stays in its place among the
 * words. Formatting a formatted text changes nothing.
 *
 * Lines end with LF. A line with more than 100 columns, comments not counted, is broken if possible. The verbs of
 * neighbouring rules are aligned. Several blank lines become one. Needless quotes are removed.
 *
 * @throws FormatterFaultError (code `formatter-fault`) if the formatted text would not mean the same. Before it returns, it
 * compares the trees, words and comments of both texts, so it never returns a wrong text.
 *
 * @example
 * ```ts
 * const { text: formatted, diagnostics } = format(text, { file: "crm.conflicts" });
 * if (formatted === null) console.error(formatDiagnostics(diagnostics, [{ file: "crm.conflicts", text }]));
 * ```
 */
export function format(text: string, { file = "untitled.conflicts" }: FormatOptions = {}): FormatResult {
  const parsed = parse(text, { file });
  const { diagnostics } = parsed;
  if (hasErrors(diagnostics)) return { text: null, diagnostics };
  const formatted = render(readLines(text));
  if (isTooLong(formatted)) return { text: null, diagnostics: [...diagnostics, tooLong(file)] };
  const reparsed = parse(formatted, { file });
  const difference = hasErrors(reparsed.diagnostics)
    ? "the formatted text has errors"
    : differenceBetween({ text, parsed }, { text: formatted, parsed: reparsed });
  if (difference !== null) throw new FormatterFaultError(file, difference);
  return { text: formatted, diagnostics };
}

function tooLong(file: string): Diagnostic {
  const span = { start: 0, end: 0 };
  const message = `the formatted file would have more than ${MAX_FILE_BYTES / 1024 / 1024} MiB`;
  const suggestion = "split the rules into several files";
  return diagnosticAt({ file, lineStarts: [0] }, { code: "CF1012", span, message, suggestion });
}
