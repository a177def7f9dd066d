/** Parses the text of a test file, and finds the places of its nodes. */

import type { Location } from "@truce/rules-dsl";
import { LineCounter, parseDocument, type ParsedNode, type YAMLError } from "yaml";
import type { Problem } from "./rule-tests.ts";

/** The longest test file, in UTF-16 code units. */
const MAX_LENGTH = 1024 * 1024;

const BYTE_ORDER_MARK = "\u{FEFF}";

/** A parsed document, and a way to locate its nodes. */
export interface YamlDocument {
  readonly contents: ParsedNode | null;
  readonly locate: Locate;
}

/** Turns a range of offsets into a place in the text. */
export type Locate = (range: Range) => Location;

/** Offsets from 0 in UTF-16 code units. */
type Range = readonly [start: number, end: number, ...unknown: unknown[]];

/** Parses a text as one document of YAML 1.2. If it is not YAML, returns one problem for each wrong line. */
export function readYaml(
  file: string,
  text: string,
): { readonly document: YamlDocument } | { readonly problems: readonly Problem[] } {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const lineCounter = new LineCounter();
  const locate = locatorOf(file, lineCounter, { mark, length: text.length });
  const problem = (message: string, range: Range, suggestion: string | null = null): Problem => ({
    at: locate(range),
    message,
    suggestion,
  });
  if (text.length > MAX_LENGTH) {
    const suggestion = "split the cases into several files";
    return { problems: [problem("the file has more than 1 MiB", [0, 0], suggestion)] };
  }
  const document = parseDocument(text.slice(mark), {
    lineCounter,
    prettyErrors: false,
    schema: "core",
    stringKeys: true,
    resolveKnownTags: false,
    // That check takes quadratic time, and `readFields` checks it anyway.
    uniqueKeys: false,
  });
  const wrong = [...document.errors, ...document.warnings];
  if (wrong.length > 0)
    return { problems: firstOfLines(wrong.map((error) => problem(sentenceOf(error), error.pos))) };
  if (document.directives.yaml.explicit === true) {
    return { problems: [problem("a %YAML directive is not allowed here: remove it", [0, 0])] };
  }
  return { document: { contents: document.contents, locate } };
}

function locatorOf(
  file: string,
  lines: LineCounter,
  { mark, length }: { readonly mark: number; readonly length: number },
): Locate {
  const positionAt = (offset: number): Location["start"] => {
    const { line, col } = lines.linePos(offset);
    // The counter returns 0 if it has seen no line yet.
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return ([start, end]) => ({
    file,
    // The place of something that is missing at the end is after the text.
    span: { start: Math.min(start + mark, length), end: Math.min(end + mark, length) },
    start: positionAt(start),
    end: positionAt(end),
  });
}

/** The message of the parser, worded like our own messages. */
function sentenceOf({ code, message }: YAMLError): string {
  if (code === "RESOURCE_EXHAUSTION") return "this is nested too deeply";
  if (code === "MULTIPLE_DOCS") return "the file has more than one document: '---' begins another";
  if (code === "TAG_RESOLVE_FAILED") return "a tag is not allowed here: put strings in quotes";
  if (code === "NON_STRING_KEY") return "a key must be a string";
  return `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/** Keeps the first problem of each line, because one mistake can cause many. */
function firstOfLines(problems: readonly Problem[]): readonly Problem[] {
  const lines = new Set<number>();
  return problems
    .toSorted((left, right) => left.at.span.start - right.at.span.start)
    .filter(({ at: { start } }) => !lines.has(start.line) && lines.add(start.line));
}
