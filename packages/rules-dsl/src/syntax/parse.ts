/** Parses a text to a tree, through all stages: limits, tokens, statements, blocks, header. */

import { nest, type BlockLine, type Blocks } from "./blocks.ts";
import { diagnosticAt, type Diagnostic, type Finding, type LocatedText } from "../diagnostics/diagnostics.ts";
import { ALL_UNKNOWN, unknownDefinitionsIn, type UnknownDefinitions } from "./unknown-definitions.ts";
import { layOut, type StatementTokens } from "./layout.ts";
import { parseStatement } from "./parser.ts";
import { MAX_FILE_BYTES, MAX_LINES_WITH_ERRORS } from "../limits.ts";
import { BYTE_ORDER_MARK, lineStartsOf, type SourceFile, type Span } from "../source/source-text.ts";
import { withoutStackTraces } from "./stack-traces.ts";
import { spanOf, spanOfTokens, tokenize } from "./tokens.ts";
import type { Broken, Comment, FileTree, LanguageHeader, Statement, Stream } from "./tree.ts";

/** The newest version of the language that this package supports. */
export const LANGUAGE_VERSION = 1;

/** The result of parsing a text. */
export interface ParseResult {
  /** The tree of the text. Lines with errors are `broken` nodes. */
  readonly tree: FileTree;
  /** Syntax errors and warnings, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A parsed file, as the checker needs it. */
export interface ParsedFile extends SourceFile, LocatedText, ParseResult {
  /** What its broken lines may define. */
  readonly unknown: UnknownDefinitions;
  /** Blocks without a closing brace, and blocks inside other blocks. */
  readonly unclosed: ReadonlySet<Stream>;
}

/**
 * Parses a text. Never throws because of the text. A logical line has at most one syntax error, reported on that line. The
 * line is then a `broken` node, and all other lines are parsed as if the error were not there.
 *
 * @param options.file - The name of the file in diagnostics.
 *
 * @example
 * ```ts
 * const { tree, diagnostics } = parse("NotePinned conflicts NotePinned on noteId\n", { file: "crm.conflicts" });
 * ```
 */
export function parse(text: string, options: { readonly file: string }): ParseResult {
  const { tree, diagnostics } = parseFile({ file: options.file, text });
  return { tree, diagnostics };
}

/** What was parsed before, as long as somebody holds the source: editors check the same files again and again. */
const parsedBefore = new WeakMap<SourceFile, ParsedFile>();

/** Parses a file, for the checker. */
export function parseFile(source: SourceFile): ParsedFile {
  const known = parsedBefore.get(source);
  if (known?.text === source.text && known.file === source.file) return known;
  const parsed = parseNow(source);
  parsedBefore.set(source, parsed);
  return parsed;
}

function parseNow({ file, text }: SourceFile): ParsedFile {
  if (isTooLong(text)) return tooLong(file, text);
  const lineStarts = lineStartsOf(text);
  const mistakes: Mistakes = { findings: [], unread: [], areTooMany: false };
  const { findings } = mistakes;
  const { tokens, groups } = tokenize(text.startsWith(BYTE_ORDER_MARK) ? ` ${text.slice(1)}` : text);
  const { statements, misplacedDocs } = layOut(tokens);

  const lines = withoutStackTraces(() => parseLines(statements, mistakes));
  const language = lines[0]?.kind === "language" ? lines[0] : null;
  if (language && language.version > LANGUAGE_VERSION) {
    const diagnostics = [diagnosticAt({ file, lineStarts }, newerThanTool(language))];
    return unknownFile({ file, text, lineStarts, tree: treeOf(text, language, [], []), diagnostics });
  }
  if (language && language.version < 1) findings.push(noVersion(language));

  const blocks = nest((language ? lines.slice(1) : lines).map((line) => withoutHeader(line, findings)));
  const comments = (groups["comments"] ?? []).map((token): Comment => ({
    kind: "comment",
    span: spanOf(token),
    text: token.image,
  }));
  const diagnostics = [
    ...findings,
    ...blocks.findings,
    ...misplacedDocs.slice(0, MAX_LINES_WITH_ERRORS).map(misplacedDoc),
  ]
    .toSorted((left, right) => left.span.start - right.span.start)
    .map((finding) => diagnosticAt({ file, lineStarts }, finding));
  return {
    file,
    text,
    lineStarts,
    tree: treeOf(text, language, blocks.statements, comments),
    diagnostics,
    unknown: mistakes.areTooMany
      ? ALL_UNKNOWN
      : unknownDefinitionsIn({ lines: mistakes.unread, blocks: unknownBlocks(blocks) }),
    unclosed: blocks.unclosed,
  };
}

function unknownBlocks({ statements, unclosed }: Blocks): readonly Stream[] {
  const withoutCategory = statements.filter(
    (statement): statement is Stream => statement.kind === "stream" && statement.category === null,
  );
  return [...new Set([...withoutCategory, ...unclosed])];
}

type FileLine = BlockLine | LanguageHeader;

interface Mistakes {
  readonly findings: Finding[];
  /** The lines that could not be parsed. */
  readonly unread: StatementTokens["tokens"][];
  /** True if the rest of the file was not parsed. */
  areTooMany: boolean;
}

/** Parses line by line, and stops after MAX_LINES_WITH_ERRORS. */
function parseLines(statements: readonly StatementTokens[], mistakes: Mistakes): readonly FileLine[] {
  const lines: FileLine[] = [];
  let depth = 0;
  let bracesAtFault = 0;
  for (const statement of statements) {
    if (mistakes.findings.length + bracesAtFault >= MAX_LINES_WITH_ERRORS) {
      mistakes.findings.push(tooManyMistakes(spanOfTokens(statement.tokens)));
      mistakes.areTooMany = true;
      break;
    }
    const line = parseLine(statement, mistakes);
    lines.push(line);
    // Wrong braces are reported when lines are nested; here they only count towards the limit.
    if (line.kind === "stream-opening" || line.kind === "stream-closing") {
      const isOpening = line.kind === "stream-opening";
      if (isOpening === depth > 0) bracesAtFault++;
      depth = Math.max(0, depth + (isOpening ? 1 : -1));
    }
  }
  return lines;
}

function parseLine({ tokens, docs }: StatementTokens, { findings, unread }: Mistakes): FileLine {
  const { line, mistake } = parseStatement(tokens);
  if (mistake) {
    findings.push(mistake);
    unread.push(tokens);
    const opensBlock = [tokens[0], tokens.at(-1)].some((token) => token?.image === "{");
    return { ...line, opensBlock: opensBlock || tokens[0]?.image === "stream" };
  }
  if (docs.length === 0) return line;
  if (line.kind !== "rule") {
    findings.push(misplacedDoc(docs));
    return line;
  }
  return {
    ...line,
    reason: docs.map(({ image }) => image.replace(/^\/\/\/[ \t]?/, "").trimEnd()).join("\n"),
  };
}

function withoutHeader(line: FileLine, findings: Finding[]): BlockLine {
  if (line.kind !== "language") return line;
  findings.push({
    code: "CF1014",
    span: line.span,
    message: "'language' must be the first statement, and occur only once",
  });
  const broken: Broken = { kind: "broken", span: line.span };
  return { ...broken, opensBlock: false };
}

function newerThanTool({ span, version }: LanguageHeader): Finding {
  return {
    code: "CF1009",
    span,
    message: `language ${version} is newer than this tool, which supports language ${LANGUAGE_VERSION}`,
    suggestion: "install a newer version of the tool",
  };
}

function noVersion({ span, version }: LanguageHeader): Finding {
  return {
    code: "CF1009",
    span,
    message: `language ${version} does not exist; write language ${LANGUAGE_VERSION}`,
  };
}

function misplacedDoc(docs: StatementTokens["docs"]): Finding {
  return {
    code: "CF3007",
    span: spanOfTokens(docs),
    message: "this doc comment is not the reason of a rule, because no rule follows it",
    suggestion: "write it on its own line before a rule, or use // for an ordinary comment",
  };
}

function tooManyMistakes(span: Span): Finding {
  const message = `the file has more than ${MAX_LINES_WITH_ERRORS} lines with errors; the rest was not checked`;
  return { code: "CF1012", span, message };
}

/** Whether a text is over the size limit of a file. */
export function isTooLong(text: string): boolean {
  if (text.length * 3 <= MAX_FILE_BYTES) return false;
  return text.length > MAX_FILE_BYTES || new TextEncoder().encode(text).length > MAX_FILE_BYTES;
}

function tooLong(file: string, text: string): ParsedFile {
  const lineStarts = [0];
  const message = `the file has more than ${MAX_FILE_BYTES / 1024 / 1024} MiB`;
  const finding: Finding = {
    code: "CF1012",
    span: { start: 0, end: 0 },
    message,
    suggestion: "split the rules into several files",
  };
  const diagnostics = [diagnosticAt({ file, lineStarts }, finding)];
  return unknownFile({ file, text, lineStarts, tree: treeOf(text, null, [], []), diagnostics });
}

/** A file that was not parsed. */
function unknownFile(file: Omit<ParsedFile, "unknown" | "unclosed">): ParsedFile {
  return { ...file, unknown: ALL_UNKNOWN, unclosed: new Set() };
}

function treeOf(
  text: string,
  language: LanguageHeader | null,
  statements: readonly Statement[],
  comments: readonly Comment[],
): FileTree {
  return { kind: "file", span: { start: 0, end: text.length }, language, statements, comments };
}
