/** `// conflicts:ignore CF3002 because ...`: comments that silence a warning. */

import {
  DIAGNOSTICS,
  type Diagnostic,
  type DiagnosticCode,
  type Finding,
} from "../diagnostics/diagnostics.ts";
import type { ProjectFile } from "./project.ts";
import { positionAt, type Span } from "../source/source-text.ts";
import { IGNORE_MARK } from "../syntax/ignore-mark.ts";
import type { Statement } from "../syntax/tree.ts";

const FORM = /^(?<codes>[ \t]+CF\d{4}(?:[ \t]*,[ \t]*CF\d{4})*)[ \t]+because[ \t]+\S/;

/** One code in an ignore comment. */
interface Ignore {
  readonly code: DiagnosticCode;
  readonly span: Span;
  isUsed: boolean;
}

/** The ignore comments of a file. */
export interface Ignores {
  /** Whether a comment silences the diagnostic. That comment is then no longer unused. */
  readonly silences: (diagnostic: Diagnostic) => boolean;
  /** Comments that silence nothing because they are malformed. */
  readonly malformed: readonly Finding[];
  /** Codes that have silenced nothing so far. */
  readonly unused: () => readonly Finding[];
}

const NO_IGNORES: Ignores = { silences: () => false, malformed: [], unused: () => [] };

export function ignoresIn(file: ProjectFile): Ignores {
  const comments = file.tree.comments.filter(({ text }) => IGNORE_MARK.test(text));
  if (comments.length === 0) return NO_IGNORES;
  const malformed: Finding[] = [];
  const byLine = new Map<number, Ignore[]>();
  const lineBelow = createLineBelow(file);
  for (const { span, text } of comments) {
    const codes = FORM.exec(text.replace(IGNORE_MARK, ""))?.groups?.["codes"];
    const problem = codes === undefined ? NO_FORM : problemWith(codes);
    if (codes === undefined || problem !== null) {
      malformed.push({ code: "CF3008", span, message: problem ?? NO_FORM });
      continue;
    }
    const { line } = positionAt(file.lineStarts, span.start);
    const silenced = isCommentLine(file, line) ? lineBelow(line) : NO_LINE;
    const ignores = byLine.get(silenced) ?? [];
    byLine.set(silenced, ignores);
    for (const code of codesIn(codes)) ignores.push({ code, span, isUsed: false });
  }
  const statementLine = createStatementLine(file);
  return {
    malformed,
    silences: ({ code, severity, start, span }) => {
      if (severity === "error") return false;
      for (const line of new Set([start.line, statementLine(span)])) {
        const ignore = byLine.get(line)?.find((candidate) => candidate.code === code);
        if (ignore) return (ignore.isUsed = true);
      }
      return false;
    },
    unused: () =>
      [...byLine.values()].flat().flatMap(({ isUsed, span, code }) => {
        const message = `there is no ${code} on the line below to ignore`;
        return isUsed ? [] : [{ code: "CF3008" as const, span, message, key: code }];
      }),
  };
}

const NO_FORM = "an ignore comment has the form // conflicts:ignore CF3002 because ..., on its own line";
/** The line that a comment silences if it follows something else on its line: none. */
const NO_LINE = 0;

function codesIn(codes: string): readonly DiagnosticCode[] {
  return codes.split(",").map((code) => code.trim() as DiagnosticCode);
}

function problemWith(codes: string): string | null {
  for (const code of codesIn(codes)) {
    if (!Object.hasOwn(DIAGNOSTICS, code)) return `there is no diagnostic ${code}`;
    if (DIAGNOSTICS[code] === "error") return `${code} is an error, and errors cannot be ignored`;
  }
  return null;
}

/** Whether a line has only a comment. */
function isCommentLine({ text, lineStarts }: ProjectFile, line: number): boolean {
  let index = lineStarts[line - 1];
  if (index === undefined) return false;
  while (text[index] === " " || text[index] === "\t") index++;
  return text.startsWith("//", index);
}

/** Finds the first line below a line that is not a comment. Skips comments that it has already passed, to stay linear. */
function createLineBelow(file: ProjectFile): (line: number) => number {
  const known = new Map<number, number>();
  return (from) => {
    let line = from + 1;
    while (isCommentLine(file, line) && !known.has(line)) line++;
    const below = known.get(line) ?? line;
    for (let passed = from; passed < line; passed++) known.set(passed, below);
    return below;
  };
}

/** Finds the line on which the statement around a span begins. For a span outside all statements, that is its own line. */
function createStatementLine({ tree, lineStarts }: ProjectFile): (place: Span) => number {
  const starts: number[] = [];
  const ends: number[] = [];
  const add = (statement: Statement): void => {
    const isStream = statement.kind === "stream";
    starts.push(statement.span.start);
    ends.push(isStream ? (statement.category ?? statement).span.end : statement.span.end);
    if (isStream) for (const inner of statement.statements) add(inner);
  };
  for (const statement of tree.statements) add(statement);
  return ({ start }) => {
    const index = starts.length === 0 ? 0 : positionAt(starts, start).line - 1;
    const begin = starts[index] ?? start;
    const isInside = begin <= start && start < (ends[index] ?? start);
    return positionAt(lineStarts, isInside ? begin : start).line;
  };
}
