/** Diagnostics: what the tool has to say about a file, as data. */

import { positionAt, type LineStarts, type Position, type Span } from "../source/source-text.ts";
import { printable } from "../source/printable.ts";

/**
 * Every diagnostic that there is, and how bad it is. A code never changes its meaning; messages may change.
 * `error`: nothing compiles. `warning`: the rules mean what they say, but hardly what was meant.
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
  /** More follows where a statement could have ended. */
  CF1006: "error",
  /** A keyword is misspelt. */
  CF1007: "error",
  /** A stream block is not closed, or closed without having been opened. */
  CF1008: "error",
  /** The file is written in a newer version of the language. */
  CF1009: "error",
  /** A quoted name has an invalid escape or a character that must be escaped, or is empty. */
  CF1011: "error",
  /** The file, a name, or what groups and lists multiply to is over its limit. */
  CF1012: "error",
  /** A character that has no place outside names and comments. */
  CF1013: "error",
  /** `language` stands elsewhere than on top of the file. */
  CF1014: "error",
  /** A comparison does not compare a field of mine with one of theirs. */
  CF1015: "error",
  /** A field of `on` has a side. */
  CF1016: "error",
  /** An event that is not declared, where events are. */
  CF2001: "error",
  /** A group that is defined nowhere, or not where it is used. */
  CF2002: "error",
  /** A group is defined twice. */
  CF2003: "error",
  /** Groups contain each other. */
  CF2004: "error",
  /** A type never conflicts, but also has conflicts. */
  CF2005: "error",
  /** Rules inside a stream block silently add to, or replace, those outside. */
  CF2006: "error",
  /** A condition names a field that the payload does not have. */
  CF2007: "error",
  /** An import stands elsewhere than on top of the file. */
  CF2008: "error",
  /** An import cannot be read, leads out of the project, or forms a circle. */
  CF2009: "error",
  /** A rule for anything adds conflicts to a type that never conflicts. */
  CF2010: "error",
  /** A type is taken out with `except`, but also named without condition. */
  CF2011: "error",
  /** `anything` never conflicts: types that never conflict are named one by one. */
  CF2012: "error",
  /** `override` where there is nothing to override. */
  CF2013: "error",
  /** A stream block for a category that no stream can have. */
  CF2014: "error",
  /** A pair is recorded as compatible, but its incoming type has no rule. */
  CF2015: "error",
  /** The same thing is written twice in one list. */
  CF3001: "warning",
  /** A rule can never matter, because another covers it. */
  CF3002: "warning",
  /** A group that is not used, or an exception that makes no difference. */
  CF3003: "warning",
  /** Two names differ only by case. */
  CF3004: "warning",
  /** A name or a comment has Unicode that can deceive its reader. */
  CF3005: "warning",
  /** An event that is not declared is named once in the project, and nearly like another one. */
  CF3006: "warning",
  /** A doc comment stands where no rule follows it. */
  CF3007: "warning",
  /** A `conflicts:ignore` comment that silences nothing. */
  CF3008: "warning",
  /** There are more warnings than are shown. */
  CF3009: "warning",
  /** An imported file has rules, which do not count. */
  CF3010: "warning",
  /** A word that means all or nothing in English is the name of an event here. */
  CF3011: "warning",
  /** The rules leave open whether two declared events conflict. */
  CF4001: "warning",
} as const satisfies Record<string, Severity>;

/** How bad a diagnostic is. With one error, nothing compiles. */
export type Severity = "error" | "warning";

/** The code of a diagnostic, such as `CF2005`. */
export type DiagnosticCode = keyof typeof DIAGNOSTICS;

/** A replacement of source text. */
export interface TextEdit {
  /** The stretch of source text. */
  readonly span: Span;
  /** What to put in its place. */
  readonly newText: string;
}

/** A place in a file. */
export interface Location {
  /** The file, as it was named. */
  readonly file: string;
  /** The stretch of source text. */
  readonly span: Span;
  /** Where it begins, for people. */
  readonly start: Position;
  /** Where it ends, for people. */
  readonly end: Position;
}

/** Something that is wrong with a file, or that looks wrong. */
export interface Diagnostic extends Location {
  /** What kind of problem it is. */
  readonly code: DiagnosticCode;
  /** Whether it keeps the files from compiling. */
  readonly severity: Severity;
  /** One sentence in lower case, the user's words in single quotes. */
  readonly message: string;
  /** What to do, where that is not plain from the message. */
  readonly suggestion: string | null;
  /** The edit that mends it, where that is certain. */
  readonly fix: TextEdit | null;
  /** Other places that it is about. */
  readonly related: readonly Location[];
}

/** What whoever finds a problem knows of it; file, lines and columns are added by `diagnosticAt`. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly span: Span;
  readonly message: string;
  readonly suggestion?: string;
  readonly fix?: TextEdit;
  readonly related?: readonly Location[];
  /** Tells findings of one code and place apart; where it is left out they are one. */
  readonly key?: string;
}

/** A file as far as places in it are concerned. */
export interface LocatedText {
  readonly file: string;
  readonly lineStarts: LineStarts;
}

/** The place of a span in a file. */
export function locationOf({ file, lineStarts }: LocatedText, span: Span): Location {
  return { file, span, start: positionAt(lineStarts, span.start), end: positionAt(lineStarts, span.end) };
}

/** A line in words, with its file where that is another than the one that it is told in. */
export function whereSeenFrom({ file }: Pick<LocatedText, "file">, location: Location): string {
  const { line } = location.start;
  return location.file === file ? `line ${line}` : `${printable(location.file)} line ${line}`;
}

/** The diagnostic of a finding in a file. */
export function diagnosticAt(text: LocatedText, finding: Finding): Diagnostic {
  const { code, span, message, suggestion = null, fix = null, related = [] } = finding;
  return { code, severity: DIAGNOSTICS[code], message, ...locationOf(text, span), suggestion, fix, related };
}

/** Whether there is an error among them. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** The longest piece of the user's text that a message repeats. */
const MAX_QUOTED_LENGTH = 60;

/** The user's words in a message, in single quotes: short, and without characters that would disturb a terminal. */
export function quoted(words: string): string {
  const characters = Array.from(words.slice(0, MAX_QUOTED_LENGTH * 2));
  const short = characters.slice(0, MAX_QUOTED_LENGTH).join("");
  return `'${printable(short)}${short.length < words.length ? "..." : ""}'`;
}
