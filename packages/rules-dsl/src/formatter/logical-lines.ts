/** The formatter's input: logical lines of words. They keep comments and blank lines, and no other layout of the text. */

import { layOut } from "../syntax/layout.ts";
import { BYTE_ORDER_MARK } from "../source/source-text.ts";
import {
  CloseBrace,
  Comma,
  DocComment,
  Events,
  Group,
  GroupReference,
  Import,
  Language,
  Name,
  OpenBrace,
  QuotedName,
  SidedName,
  Stream,
  tokenize,
  type Token,
  type TokenKind,
} from "../syntax/tokens.ts";
import { withoutNeedlessQuotes } from "./bare-names.ts";
import { createPinOf, type Pin, type PinOf } from "./pinned-words.ts";
import { readTrivia, type Trivia, type Comment, type TriviaReader } from "./trivia.ts";

/** A token as it is written out, including a comma after it, with the trivia before it. */
export interface Word extends Pick<Trivia, "comments" | "hasBlankBefore"> {
  readonly type: TokenKind;
  readonly text: string;
  /** Whether an ignore comment pins it to its line. */
  readonly pin: Pin;
}

/** A statement, or the beginning or the end of a block. */
export interface LogicalLine {
  readonly words: readonly [Word, ...Word[]];
  /** The number of blocks around it. */
  readonly depth: number;
}

export interface FileLines {
  readonly lines: readonly LogicalLine[];
  /** The comments after the last line. */
  readonly comments: readonly Comment[];
}

/** Reads a text that has no syntax errors. */
export function readLines(text: string): FileLines {
  const source = text.startsWith(BYTE_ORDER_MARK) ? ` ${text.slice(1)}` : text;
  const { tokens, groups } = tokenize(source);
  const docs = tokens.filter(({ tokenType }) => tokenType === DocComment);
  const reader = readTrivia(source, [...(groups["comments"] ?? []), ...docs]);
  const pinOf = createPinOf();
  let depth = 0;
  const lines = layOut(tokens).statements.flatMap((statement): LogicalLine[] => {
    const [first, ...others] = wordsOf(statement.tokens, reader, pinOf);
    if (!first) return [];
    if (first.type === CloseBrace) depth--;
    const line: LogicalLine = { words: [first, ...others], depth };
    if (line.words.at(-1)?.type === OpenBrace) depth++;
    return [line];
  });
  return { lines, comments: reader.takeBefore(null).comments };
}

function wordsOf(tokens: readonly Token[], reader: TriviaReader, pinOf: PinOf): readonly Word[] {
  const words: Word[] = [];
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const before = words.pop();
    const isKept =
      token.tokenType === Comma && (reader.isPinnedByIgnore(token) || (!next && reader.isPinnedByDoc(token)));
    if (token.tokenType === Comma && before && !isKept) {
      // A comma at the end of a list is dropped. Otherwise, a name alone on the next line would join the list.
      words.push(next && NAMES.has(next.tokenType) ? { ...before, text: `${before.text},` } : before);
      reader.stepOver(token);
    } else {
      if (before) words.push(before);
      const trivia = reader.takeBefore(token);
      const isFirst = before === undefined;
      const pin = pinOf(trivia, isFirst);
      const { comments } = trivia;
      // A blank line between a reason and its rule is dropped, but not below an ignore comment, whose meaning it changes.
      const isBelowReason = isFirst && isRule(token.tokenType) && comments.at(-1)?.isDoc === true;
      const hasBlankBefore =
        trivia.hasBlankBefore && !(isBelowReason && !comments.some(({ isIgnore }) => isIgnore));
      words.push({ ...printed(token, tokens[0]), comments, hasBlankBefore, pin });
    }
  }
  return words;
}

function printed({ tokenType, image }: Token, first: Token | undefined): Pick<Word, "type" | "text"> {
  const isName = tokenType === QuotedName && first?.tokenType !== Import;
  return { type: tokenType, text: isName ? withoutNeedlessQuotes(image) : image };
}

/** The tokens that can follow a comma inside a list. */
const NAMES: ReadonlySet<TokenKind> = new Set([Name, SidedName, QuotedName, GroupReference]);
const NO_RULES: ReadonlySet<TokenKind> = new Set([Language, Import, Group, Events, Stream, CloseBrace]);

/** Whether a line that begins with a token of this kind is a rule. */
export function isRule(first: TokenKind): boolean {
  return !NO_RULES.has(first);
}
