/**
 * A text as the formatter sees it: logical lines made of words. Of the layout that it had, all that is left is what the
 * formatter keeps: where comments stand, and blank lines.
 */

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

/** A token as it is printed, with the comma behind it, and what stands before it. */
export interface Word extends Pick<Trivia, "comments" | "hasBlankBefore"> {
  readonly type: TokenKind;
  readonly text: string;
  /** Whether an ignore comment holds it on the line that it is on, or at the beginning of a line. */
  readonly pin: Pin;
}

/** A statement, or the beginning or the end of a block. */
export interface LogicalLine {
  readonly words: readonly [Word, ...Word[]];
  /** In how many blocks it stands. */
  readonly depth: number;
}

/** What is in a file. */
export interface FileLines {
  readonly lines: readonly LogicalLine[];
  /** What stands behind and below the last of them. */
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
      // No list ends with a comma: after one, a name that stands alone on the next line would join the list.
      words.push(next && NAMES.has(next.tokenType) ? { ...before, text: `${before.text},` } : before);
      reader.stepOver(token);
    } else {
      if (before) words.push(before);
      const trivia = reader.takeBefore(token);
      const isFirst = before === undefined;
      const pin = pinOf(trivia, isFirst);
      const { comments } = trivia;
      // A reason stands directly above its rule. Between an ignore comment and a line, a blank line makes a difference.
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

/** What a list goes on with after a comma that does not end it. */
const NAMES: ReadonlySet<TokenKind> = new Set([Name, SidedName, QuotedName, GroupReference]);
const NO_RULES: ReadonlySet<TokenKind> = new Set([Language, Import, Group, Events, Stream, CloseBrace]);

/** Whether a line that begins with such a token is a rule. */
export function isRule(first: TokenKind): boolean {
  return !NO_RULES.has(first);
}
