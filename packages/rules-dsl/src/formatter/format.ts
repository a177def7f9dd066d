/** The formatter: one form for every program, which says the same. */

import { diagnosticAt, hasErrors, type Diagnostic } from "../diagnostics/diagnostics.ts";
import { isTooLong, MAX_FILE_BYTES, parse } from "../syntax/parse.ts";
import { FormatterFaultError } from "./formatter-fault-error.ts";
import { readLines } from "./logical-lines.ts";
import { render } from "./render.ts";
import { differenceBetween } from "./same-meaning.ts";

/** A formatted text, or what is wrong with the syntax of the text that there was. */
export interface FormatResult {
  /** Null if there is an error among the diagnostics. */
  readonly text: string | null;
  /** What is wrong with the syntax, warnings too, by place in the text that was handed over. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How to format. */
export interface FormatOptions {
  /** What diagnostics call the file. */
  readonly file?: string;
}

/**
 * Brings a text into its one form, or refuses it where its syntax has errors. Every comment and doc comment stays where it
 * is among the words, and the text means what it meant; formatting it again changes nothing.
 *
 * Lines end with LF and have at most 100 columns, comments not counted, where their words can be broken over several;
 * the verbs of neighbouring rules are aligned; of blank lines one stays; names lose quotes that they do not need.
 *
 * @throws FormatterFaultError (code `formatter-fault`) if what it made does not say the same. It compares the two trees,
 * and every word and comment, before it returns: a wrong text is never returned.
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
  const message = `formatted, the file would have more than ${MAX_FILE_BYTES / 1024 / 1024} MiB`;
  const suggestion = "rules can be spread over several files";
  return diagnosticAt({ file, lineStarts: [0] }, { code: "CF1012", span, message, suggestion });
}
