/**
 * Value comments: `// => value` after a statement says its value or what it prints, and the tests check that.
 *
 * After an expression, the comment is its value as JavaScript. An object that ends with `...` may have more properties.
 * After `console.log`, or any other statement, the comment is what it prints, line by line. Longer values continue on
 * further lines that begin with `// =>`.
 */

import { parseSync } from "vite";
import { placeOf, type Snippet } from "./snippet.ts";

interface Insertion {
  readonly at: number;
  readonly text: string;
}

interface ValueComment {
  readonly start: number;
  readonly line: number;
  readonly texts: string[];
}

interface Statement {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly expression?: { readonly start: number; readonly end: number };
}

const RECORDER = new URL("value-recorder.ts", import.meta.url).href;

/**
 * Returns the snippet's program with checks for its value comments. Line numbers do not change.
 *
 * @throws Error if a comment is not a value or does not follow a statement.
 */
export function withValueChecks(snippet: Snippet): string {
  const { code } = snippet;
  const { program, comments, errors } = parseSync("snippet.ts", code);
  if (errors[0]) throw new Error(`${placeOf(snippet)}: ${errors[0].message}`);
  const values = valueComments(code, comments);
  const statements = statementsOf(program);
  const insertions = values.flatMap((value) => checkOf(snippet, statements, value));
  const lines = values.map(({ line }) => line);
  const setUp =
    `import * as $recorder from ${JSON.stringify(RECORDER)}; ` +
    `$recorder.start(${JSON.stringify(snippet.file)}, ${JSON.stringify(lines)});`;
  return insertions
    .toSorted((left, right) => right.at - left.at)
    .reduce((text, { at, text: inserted }) => text.slice(0, at) + inserted + text.slice(at), code)
    .replace("\n", () => `${setUp}\n`);
}

function valueComments(
  code: string,
  comments: readonly { readonly type: string; readonly value: string; readonly start: number }[],
): readonly ValueComment[] {
  const values: ValueComment[] = [];
  for (const { type, value, start } of comments) {
    const text = type === "Line" ? /^\s*=>\s?(.*)$/.exec(value)?.[1]?.trimEnd() : undefined;
    if (text === undefined) continue;
    const line = code.slice(0, start).split("\n").length;
    const isAlone = code.slice(code.lastIndexOf("\n", start) + 1, start).trim() === "";
    const last = values.at(-1);
    if (isAlone && last && last.line + last.texts.length === line) last.texts.push(text);
    else values.push({ start, line, texts: [text] });
  }
  return values;
}

/** The statements in lists, before and after which other statements can be inserted. */
function statementsOf(node: unknown): readonly Statement[] {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((item) => statementsOf(item));
  const { body, consequent } = node as { readonly body?: unknown; readonly consequent?: unknown };
  const listed = [body, consequent].filter((list) => Array.isArray(list)).flat() as Statement[];
  return [...listed, ...Object.values(node).flatMap((child) => statementsOf(child))];
}

function checkOf(
  snippet: Snippet,
  statements: readonly Statement[],
  { start, line, texts }: ValueComment,
): readonly Insertion[] {
  const place = `${snippet.file}:${line}`;
  const statement = statements
    .filter(({ end }) => end <= start && snippet.code.slice(end, start).trim() === "")
    .toSorted((left, right) => right.end - left.end || left.start - right.start)[0];
  if (statement === undefined) throw new Error(`${place}: this value does not follow a statement`);
  const { expression } = statement;
  const isValue = statement.type === "ExpressionStatement" && expression !== undefined;
  if (!isValue || snippet.code.startsWith("console.", expression.start)) {
    return [
      { at: statement.start, text: `$recorder.printing(${line});` },
      { at: statement.end, text: `;$recorder.printed(${line}, ${JSON.stringify(texts)});` },
    ];
  }
  return [
    { at: expression.start, text: `$recorder.value(${line}, ` },
    { at: expression.end, text: `, ${valueOf(place, texts.join(" "))})` },
  ];
}

function valueOf(place: string, text: string): string {
  const value = text.replaceAll(/(?<before>[{,])\s*\.\.\.\s*\}/g, "$<before> [$recorder.more]: true }");
  if (parseSync("value.js", `(${value})`).errors.length > 0) {
    throw new Error(`${place}: '${text}' is not a value`);
  }
  return `(${value})`;
}
