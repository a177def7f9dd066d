/** Diagnostics as data. */

import { positionAt, type LineStarts, type Position, type Span } from "../source/source-text.ts";
import { printable } from "../source/printable.ts";

/**
 * All diagnostics by code. The meaning of a code never changes; its messages may. With an error, nothing compiles. With a
 * warning, the rules compile, but probably do not mean what their author intended.
 */
export const DIAGNOSTICS = {
  /** Something else was expected here. */
  CF1001: "error",
  /** A quoted name is not closed before the end of the line. */
  CF1002: "error",
  /** A reserved word stands where a name is expected. */
  CF1003: "error",
  /** A bare name has characters that need quotes. */
  CF1004: "error",
  /** Punctuation of another language: `#`, `;`, other quotes. */
  CF1005: "error",
  /** There is more text after a complete statement. */
  CF1006: "error",
  /** A keyword is misspelt. */
  CF1007: "error",
  /** A stream block is not closed, or closed without having been opened. */
  CF1008: "error",
  /** The file is written in a newer version of the language. */
  CF1009: "error",
  /** A quoted name has an invalid escape or a character that must be escaped, or is empty. */
  CF1011: "error",
  /** A file, a name, or the expansion of groups and lists is over its limit. */
  CF1012: "error",
  /** A character that is allowed only in quoted names and comments. */
  CF1013: "error",
  /** `language` is not the first statement of the file. */
  CF1014: "error",
  /** A comparison does not compare a field of `mine` with one of `theirs`. */
  CF1015: "error",
  /** A field after `on` begins with `mine.` or `theirs.`. */
  CF1016: "error",
  /** An event is not declared, although events are. */
  CF2001: "error",
  /** A group is not defined, or not visible at the place of use. */
  CF2002: "error",
  /** A group is defined twice. */
  CF2003: "error",
  /** Groups contain each other. */
  CF2004: "error",
  /** A type or pair never conflicts, but another rule makes it conflict. */
  CF2005: "error",
  /** A type has rules inside and outside a stream block, without `override`. */
  CF2006: "error",
  /** A condition names a field that the payload does not have. */
  CF2007: "error",
  /** An import is not at the top of the file. */
  CF2008: "error",
  /** An import cannot be read, leads out of the project, or is part of a cycle. */
  CF2009: "error",
  /** A rule for anything adds conflicts to a type that never conflicts. */
  CF2010: "error",
  /** A type is excluded with `except`, but another rule names it without a condition. */
  CF2011: "error",
  /** `anything never conflicts`: types that never conflict must be named. */
  CF2012: "error",
  /** `override` without anything to override. */
  CF2013: "error",
  /** A stream block for a category that no stream can have. */
  CF2014: "error",
  /** A pair is recorded as compatible, but its incoming type has no rule. */
  CF2015: "error",
  /** The same thing is written twice. */
  CF3001: "warning",
  /** A rule has no effect, because other rules cover it. */
  CF3002: "warning",
  /** A group is not used, or an exception changes nothing. */
  CF3003: "warning",
  /** Two names differ only by case. */
  CF3004: "warning",
  /** A name or a comment has Unicode characters that can mislead a reader. */
  CF3005: "warning",
  /** An undeclared event is used only once in the project, and its name resembles another one. */
  CF3006: "warning",
  /** A doc comment is not followed by a rule. */
  CF3007: "warning",
  /** A `conflicts:ignore` comment that silences nothing. */
  CF3008: "warning",
  /** Not all warnings are shown. */
  CF3009: "warning",
  /** An imported file has rules, which do not count. */
  CF3010: "warning",
  /** An English word for all or none is used as the name of an event. */
  CF3011: "warning",
  /** No rule decides whether two declared events conflict. */
  CF4001: "warning",
} as const satisfies Record<string, Severity>;

/** With an error, nothing compiles. */
export type Severity = "error" | "warning";

/** The code of a diagnostic, such as `CF2005`. */
export type DiagnosticCode = keyof typeof DIAGNOSTICS;

/** A replacement of source text. */
export interface TextEdit {
  /** The text to replace. */
  readonly span: Span;
  /** The replacement. */
  readonly newText: string;
}

/** A place in a file. */
export interface Location {
  /** The name of the file. */
  readonly file: string;
  /** The place as offsets. */
  readonly span: Span;
  /** The line and column of its beginning. */
  readonly start: Position;
  /** The line and column after its end. */
  readonly end: Position;
}

/** An error or a warning in a file. */
export interface Diagnostic extends Location {
  /** The kind of problem. */
  readonly code: DiagnosticCode;
  /** `error` if it prevents compilation. */
  readonly severity: Severity;
  /** One sentence in lower case, with the user's words in single quotes. */
  readonly message: string;
  /** What to do; null if the message makes it clear. */
  readonly suggestion: string | null;
  /** The edit that solves the problem; null if no edit is certainly right. */
  readonly fix: TextEdit | null;
  /** Other places that the message refers to. */
  readonly related: readonly Location[];
}

/** A diagnostic without file, lines and columns, which `diagnosticAt` adds. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly span: Span;
  readonly message: string;
  readonly suggestion?: string;
  readonly fix?: TextEdit;
  readonly related?: readonly Location[];
  /** Distinguishes findings with the same code and span. Without it, they count as one. */
  readonly key?: string;
}

/** The parts of a file that are needed to locate a span. */
export interface LocatedText {
  readonly file: string;
  readonly lineStarts: LineStarts;
}

/** The location of a span. */
export function locationOf({ file, lineStarts }: LocatedText, span: Span): Location {
  return { file, span, start: positionAt(lineStarts, span.start), end: positionAt(lineStarts, span.end) };
}

/** A line in words; with its file, if it is in another file than the message. */
export function whereSeenFrom({ file }: Pick<LocatedText, "file">, location: Location): string {
  const { line } = location.start;
  return location.file === file ? `line ${line}` : `${printable(location.file)} line ${line}`;
}

export function diagnosticAt(text: LocatedText, finding: Finding): Diagnostic {
  const { code, span, message, suggestion = null, fix = null, related = [] } = finding;
  return { code, severity: DIAGNOSTICS[code], message, ...locationOf(text, span), suggestion, fix, related };
}

/** Whether at least one diagnostic is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** The most characters of the user's text that a message quotes. */
const MAX_QUOTED_LENGTH = 60;

/** The user's words in single quotes: shortened, and safe for a terminal. */
export function quoted(words: string): string {
  const characters = Array.from(words.slice(0, MAX_QUOTED_LENGTH * 2));
  const short = characters.slice(0, MAX_QUOTED_LENGTH).join("");
  return `'${printable(short)}${short.length < words.length ? "..." : ""}'`;
}
