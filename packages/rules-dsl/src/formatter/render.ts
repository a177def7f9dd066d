/** Writes words and comments as text. */

import { widthOf } from "../text/text-width.ts";
import { CloseBrace, OpenBrace } from "../syntax/tokens.ts";
import type { FileLines } from "./logical-lines.ts";
import { INDENT, layoutLine } from "./layout-line.ts";
import type { LayoutWord } from "./layout-words.ts";
import type { Comment } from "./trivia.ts";
import { verbColumns } from "./verb-columns.ts";

/** The text so far. */
interface Output {
  readonly lines: string[];
  /** Whether the last line ends with a comment, so that nothing can follow on it. */
  isLineEnded: boolean;
  /** Whether the last line opened a block. No blank line may follow it. */
  isBlockOpened: boolean;
}

/** The text of a file. Every line ends with LF. */
export function render({ lines, comments }: FileLines): string {
  const output: Output = { lines: [], isLineEnded: true, isBlockOpened: false };
  const columns = verbColumns(lines);
  for (const [index, line] of lines.entries()) {
    for (const placed of layoutLine(line, columns[index] ?? 0)) renderWord(output, placed);
  }
  for (const comment of comments) renderComment(output, comment, 0, true);
  return output.lines.map((line) => `${line}\n`).join("");
}

function renderWord(output: Output, placed: LayoutWord): void {
  const { word, indent, column } = placed;
  const isClosing = word.type === CloseBrace;
  const keepsBlank = placed.keepsBlank || word.comments.some(({ isIgnore }) => isIgnore);
  for (const comment of word.comments) {
    renderComment(output, comment, isClosing ? indent + INDENT : indent, keepsBlank);
  }
  const onNewLine = word.pin === null ? placed.onNewLine : word.pin === "on-new-line";
  if (isClosing && output.isBlockOpened && !output.isLineEnded) append(output, word.text);
  else if (onNewLine || output.isLineEnded) {
    beginLine(output, indent, word.text, keepsBlank && word.hasBlankBefore && !isClosing);
  } else {
    const missing = column > 0 ? column - widthOf(output.lines.at(-1) ?? "") : 0;
    append(output, `${" ".repeat(Math.max(0, missing))} ${word.text}`);
  }
  output.isBlockOpened = word.type === OpenBrace;
}

function renderComment(
  output: Output,
  { text, isOnOwnLine, hasBlankBefore }: Comment,
  indent: number,
  keepsBlank: boolean,
): void {
  if (!isOnOwnLine && !output.isLineEnded) append(output, ` ${text}`);
  else {
    beginLine(output, indent, text, keepsBlank && hasBlankBefore);
    output.isBlockOpened = false;
  }
  output.isLineEnded = true;
}

function beginLine(output: Output, indent: number, text: string, isBlankWanted: boolean): void {
  if (isBlankWanted && output.lines.length > 0 && !output.isBlockOpened) output.lines.push("");
  output.lines.push(" ".repeat(indent) + text);
  output.isLineEnded = false;
}

function append(output: Output, text: string): void {
  output.lines.push((output.lines.pop() ?? "") + text);
}
