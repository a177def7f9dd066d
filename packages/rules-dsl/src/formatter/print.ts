/** From placed words and remarks to text. */

import { widthOf } from "../text/text-width.ts";
import { CloseBrace, OpenBrace } from "../syntax/tokens.ts";
import type { FileLines } from "./logical-lines.ts";
import { INDENT, placeLine } from "./place-line.ts";
import type { PlacedWord } from "./placed-words.ts";
import type { Remark } from "./remarks.ts";
import { verbColumns } from "./verb-columns.ts";

/** Lines of text as they are made, from the first to the last. */
interface Paper {
  readonly lines: string[];
  /** Whether a remark has ended the last line. */
  isLineEnded: boolean;
  /** Whether the last line opened a block: no blank line follows it. */
  isBlockOpened: boolean;
}

/** The text of a file, its lines ended by LF; empty where there is nothing in it. */
export function print({ lines, remarks }: FileLines): string {
  const paper: Paper = { lines: [], isLineEnded: true, isBlockOpened: false };
  const columns = verbColumns(lines);
  for (const [index, line] of lines.entries()) {
    for (const placed of placeLine(line, columns[index] ?? 0)) printWord(paper, placed);
  }
  for (const remark of remarks) printRemark(paper, remark, 0, true);
  return paper.lines.map((line) => `${line}\n`).join("");
}

function printWord(paper: Paper, placed: PlacedWord): void {
  const { word, indent, column } = placed;
  const isClosing = word.type === CloseBrace;
  const keepsBlank = placed.keepsBlank || word.remarks.some(({ isIgnore }) => isIgnore);
  for (const remark of word.remarks) {
    printRemark(paper, remark, isClosing ? indent + INDENT : indent, keepsBlank);
  }
  const onNewLine = word.held === null ? placed.onNewLine : word.held === "on-new-line";
  if (isClosing && paper.isBlockOpened && !paper.isLineEnded) append(paper, word.text);
  else if (onNewLine || paper.isLineEnded) {
    beginLine(paper, indent, word.text, keepsBlank && word.hasBlankBefore && !isClosing);
  } else {
    const missing = column > 0 ? column - widthOf(paper.lines.at(-1) ?? "") : 0;
    append(paper, `${" ".repeat(Math.max(0, missing))} ${word.text}`);
  }
  paper.isBlockOpened = word.type === OpenBrace;
}

function printRemark(
  paper: Paper,
  { text, isOnOwnLine, hasBlankBefore }: Remark,
  indent: number,
  keepsBlank: boolean,
): void {
  if (!isOnOwnLine && !paper.isLineEnded) append(paper, ` ${text}`);
  else {
    beginLine(paper, indent, text, keepsBlank && hasBlankBefore);
    paper.isBlockOpened = false;
  }
  paper.isLineEnded = true;
}

function beginLine(paper: Paper, indent: number, text: string, isBlankWanted: boolean): void {
  if (isBlankWanted && paper.lines.length > 0 && !paper.isBlockOpened) paper.lines.push("");
  paper.lines.push(" ".repeat(indent) + text);
  paper.isLineEnded = false;
}

function append(paper: Paper, text: string): void {
  paper.lines.push((paper.lines.pop() ?? "") + text);
}
