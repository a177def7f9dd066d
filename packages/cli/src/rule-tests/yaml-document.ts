/** From the text of a test file to YAML nodes, and from there to places in the text. */

import type { Location } from "@truce/rules-dsl";
import { LineCounter, parseDocument, type ParsedNode, type YAMLError } from "yaml";
import type { Problem } from "./rule-tests.ts";

/** The longest test file, in UTF-16 code units. */
const MAX_LENGTH = 1024 * 1024;

const BYTE_ORDER_MARK = "\u{FEFF}";

/** A text that is YAML, and how to say where something stands in it. */
export interface YamlDocument {
  readonly contents: ParsedNode | null;
  readonly locate: Locate;
}

/** The place of two offsets. */
export type Locate = (range: Range) => Location;

/** Offsets from 0 in UTF-16 code units. */
type Range = readonly [start: number, end: number, ...unknown: unknown[]];

/** Reads a text as one document of YAML 1.2; or says what is wrong with it, a line at a time. */
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
    const suggestion = "cases can be spread over several files";
    return { problems: [problem("the file has more than 1 MiB", [0, 0], suggestion)] };
  }
  const document = parseDocument(text.slice(mark), {
    lineCounter,
    prettyErrors: false,
    schema: "core",
    stringKeys: true,
    resolveKnownTags: false,
    // It takes time by the square of the keys; `FieldsOf` does it too.
    uniqueKeys: false,
  });
  const wrong = [...document.errors, ...document.warnings];
  if (wrong.length > 0)
    return { problems: firstOfLines(wrong.map((error) => problem(sentenceOf(error), error.pos))) };
  if (document.directives.yaml.explicit === true) {
    return { problems: [problem("a %YAML directive has no place here: remove it", [0, 0])] };
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
    // The counter does not know of lines before it has seen one.
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return ([start, end]) => ({
    file,
    // What is missing at the end of a text is placed behind it.
    span: { start: Math.min(start + mark, length), end: Math.min(end + mark, length) },
    start: positionAt(start),
    end: positionAt(end),
  });
}

/** What the parser complains of, in the form of our messages. */
function sentenceOf({ code, message }: YAMLError): string {
  if (code === "RESOURCE_EXHAUSTION") return "this is nested too deeply";
  if (code === "MULTIPLE_DOCS") return "the file holds more than one document: '---' begins another";
  if (code === "TAG_RESOLVE_FAILED") return "a tag has no place here: put a text in quotes";
  if (code === "NON_STRING_KEY") return "a key must be a text";
  return `this is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/** One mistake makes many complaints. */
function firstOfLines(problems: readonly Problem[]): readonly Problem[] {
  const lines = new Set<number>();
  return problems
    .toSorted((left, right) => left.at.span.start - right.at.span.start)
    .filter(({ at: { start } }) => !lines.has(start.line) && lines.add(start.line));
}
