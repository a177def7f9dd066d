/** Reads the comments and blank lines between words. */

import { IGNORE_MARK } from "../syntax/ignore-mark.ts";
import { DocComment, spanOf, type Token } from "../syntax/tokens.ts";

/** A comment or a doc comment. */
export interface Comment {
  /** The comment, including its slashes. */
  readonly text: string;
  readonly isDoc: boolean;
  /** Whether it is an ignore comment: `// conflicts:ignore CF3002 because ...` */
  readonly isIgnore: boolean;
  /** Whether it begins a line. */
  readonly isOnOwnLine: boolean;
  /** Whether there is a blank line before it. */
  readonly hasBlankBefore: boolean;
}

/** Everything between two words. A comma between them counts as space. */
export interface Trivia {
  readonly comments: readonly Comment[];
  /** Whether the second word is on another line. */
  readonly hasLineBreak: boolean;
  /** Whether there is a blank line directly before the second word. */
  readonly hasBlankBefore: boolean;
}

/** Reads a text from its beginning to its end. Calls must follow the order of the text. */
export interface TriviaReader {
  /** The trivia between the previous word and this one, or the end of the text. */
  readonly takeBefore: (word: Token | null) => Trivia;
  /** Skips a comma that is written together with the word before it. */
  readonly stepOver: (comma: Token) => void;
  /** Whether a doc comment would become the reason of the next rule without this comma, the last of its list. */
  readonly isPinnedByDoc: (comma: Token) => boolean;
  /**
   * Whether an ignore comment would silence another line if this comma moved to the word before it: the comment is above the
   * comma's line, or after the comma, where it silences nothing.
   */
  readonly isPinnedByIgnore: (comma: Token) => boolean;
}

/** @param tokens - The comments and doc comments of the text, in any order. */
export function readTrivia(text: string, tokens: readonly Token[]): TriviaReader {
  const comments = tokens.toSorted((left, right) => left.startOffset - right.startOffset);
  let pending: Comment[] = [];
  let index = 0;
  /** The end of the last word, comment or comma, and the end of the last word. */
  let [end, wordEnd] = [0, 0];

  const collectBefore = (offset: number): void => {
    for (let next = comments[index]; next && next.startOffset < offset; next = comments[++index]) {
      pending.push(commentAfter(text.slice(end, next.startOffset), next, pending.length > 0 || end === 0));
      ({ end } = spanOf(next));
    }
  };

  const commentBehind = (comma: Token): Comment | undefined => {
    const next = comments[index];
    const between = next && text.slice(spanOf(comma).end, next.startOffset);
    const isBehind = between !== undefined && /^[ \t]*$/.test(between);
    return isBehind && next ? commentAfter("", next, false) : undefined;
  };

  return {
    takeBefore: (word) => {
      const offset = word?.startOffset ?? text.length;
      collectBefore(offset);
      const trivia: Trivia = {
        comments: pending,
        hasLineBreak: lineBreaksIn(text.slice(wordEnd, offset)) > 0,
        hasBlankBefore: lineBreaksIn(text.slice(end, offset)) > 1,
      };
      pending = [];
      end = wordEnd = word ? spanOf(word).end : text.length;
      return trivia;
    },
    stepOver: (comma) => {
      collectBefore(comma.startOffset);
      ({ end } = spanOf(comma));
    },
    isPinnedByDoc: (comma) => {
      collectBefore(comma.startOffset);
      const last = commentBehind(comma);
      const behind = last ? [...pending, last] : pending;
      return behind.some(({ isDoc, isOnOwnLine }, place) => isDoc && (place > 0 || isOnOwnLine));
    },
    isPinnedByIgnore: (comma) => {
      collectBefore(comma.startOffset);
      if (pending.some(({ isIgnore, isOnOwnLine }) => isIgnore && isOnOwnLine)) return true;
      return pending.length > 0 && commentBehind(comma)?.isIgnore === true;
    },
  };
}

function commentAfter(space: string, { image, tokenType }: Token, isNeverBehind: boolean): Comment {
  const lineBreaks = lineBreaksIn(space);
  const isDoc = tokenType === DocComment;
  return {
    text: image.replace(/[ \t]+$/, ""),
    isDoc,
    isIgnore: !isDoc && IGNORE_MARK.test(image),
    isOnOwnLine: isNeverBehind || lineBreaks > 0,
    hasBlankBefore: lineBreaks > 1,
  };
}

function lineBreaksIn(space: string): number {
  return space.match(/\r\n|\n|\r/g)?.length ?? 0;
}
