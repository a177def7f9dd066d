/** Comments and doc comments, in order, each handed out with the word that it stands before. */

import { DocComment, spanOf, type Token } from "../tokens.ts";

/** A comment or a doc comment. */
export interface Remark {
  /** With its slashes. */
  readonly text: string;
  readonly isDoc: boolean;
  /** Whether it stands on a line of its own, as opposed to behind what comes before it. */
  readonly isOnOwnLine: boolean;
  /** Whether there is a blank line before it. */
  readonly hasBlankBefore: boolean;
}

/** What stands before a word. */
export interface Gap {
  readonly remarks: readonly Remark[];
  /** Whether there is a blank line between the last of them, or the word before, and the word. */
  readonly hasBlankBefore: boolean;
}

/** Goes through a text from its beginning to its end. */
export interface RemarkReader {
  /** Everything that was not handed out yet and stands before an offset. */
  readonly takeBefore: (offset: number) => Gap;
  /** Steps over a word, or over a comma that is one with the word before it. */
  readonly stepOver: (token: Token) => void;
  /** Whether a doc comment would become the reason of the next rule if this comma, the last of its list, were gone. */
  readonly shieldsDoc: (comma: Token) => boolean;
}

/** A reader of the remarks of a text, in any order. */
export function readRemarks(text: string, tokens: readonly Token[]): RemarkReader {
  const remarks = tokens.toSorted((left, right) => left.startOffset - right.startOffset);
  let pending: Remark[] = [];
  let index = 0;
  let end = 0;

  const collectBefore = (offset: number): void => {
    for (let next = remarks[index]; next && next.startOffset < offset; next = remarks[++index]) {
      pending.push(remarkAfter(text.slice(end, next.startOffset), next, pending.length > 0 || end === 0));
      ({ end } = spanOf(next));
    }
  };

  return {
    takeBefore: (offset) => {
      collectBefore(offset);
      const gap = { remarks: pending, hasBlankBefore: lineBreaksIn(text.slice(end, offset)) > 1 };
      pending = [];
      return gap;
    },
    stepOver: (token) => {
      collectBefore(token.startOffset);
      ({ end } = spanOf(token));
    },
    shieldsDoc: (comma) => {
      collectBefore(comma.startOffset);
      const next = remarks[index];
      const between = next && text.slice(spanOf(comma).end, next.startOffset);
      const isBehind = between !== undefined && lineBreaksIn(between) === 0;
      const behind = isBehind && next ? [...pending, remarkAfter("", next, false)] : pending;
      return behind.some(({ isDoc, isOnOwnLine }, place) => isDoc && (place > 0 || isOnOwnLine));
    },
  };
}

function remarkAfter(space: string, { image, tokenType }: Token, isNeverBehind: boolean): Remark {
  const lineBreaks = lineBreaksIn(space);
  return {
    text: image.replace(/[ \t]+$/, ""),
    isDoc: tokenType === DocComment,
    isOnOwnLine: isNeverBehind || lineBreaks > 0,
    hasBlankBefore: lineBreaks > 1,
  };
}

function lineBreaksIn(space: string): number {
  return space.match(/\r\n|\n|\r/g)?.length ?? 0;
}
