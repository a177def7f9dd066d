/** The formatter's check of its own result: whether two texts mean the same. */

import type { ParseResult } from "../syntax/parse.ts";
import { nameOf } from "../syntax/names.ts";
import { Comma, LineBreak, Name, QuotedName, SidedName, tokenize, type Token } from "../syntax/tokens.ts";
import { BYTE_ORDER_MARK } from "../source/source-text.ts";

export interface ParsedText {
  readonly text: string;
  readonly parsed: ParseResult;
}

/**
 * The first difference between two texts; null if there is none. Compares their trees, except for locations and quotes; and
 * all words and comments in order, except for commas and for spaces at the end of comments.
 */
export function differenceBetween(before: ParsedText, after: ParsedText): string | null {
  const [words, wordsAfter] = [substanceOf(before.text), substanceOf(after.text)];
  const index = words.findIndex((word, place) => word !== wordsAfter[place]);
  if (index >= 0) return `${words[index]} became ${wordsAfter[index] ?? "nothing"}`;
  if (words.length < wordsAfter.length) return `${wordsAfter[words.length]} was added`;
  return isSameProgram(before.parsed, after.parsed) ? null : "the trees differ";
}

function isSameProgram({ tree: before }: ParseResult, { tree: after }: ParseResult): boolean {
  return isSameNode(before.language, after.language) && isSameNode(before.statements, after.statements);
}

/** Compares nodes without locations and the quotes of names. */
function isSameNode(before: unknown, after: unknown): boolean {
  if (typeof before !== "object" || typeof after !== "object" || before === null || after === null) {
    return before === after;
  }
  const [known, other] = [Object.entries(before), { ...after } as Readonly<Record<string, unknown>>];
  if (known.length !== Object.keys(other).length) return false;
  return known.every(([key, value]) => isSameProperty(key, value, other[key]));
}

function isSameProperty(key: string, before: unknown, after: unknown): boolean {
  if (key === "span" || key === "isQuoted") return true;
  // The value of 'override' is a location.
  return key === "override" ? (before === null) === (after === null) : isSameNode(before, after);
}

/** Words and comments in the order of the text. */
function substanceOf(text: string): readonly string[] {
  const { tokens, groups } = tokenize(text.startsWith(BYTE_ORDER_MARK) ? ` ${text.slice(1)}` : text);
  return [...tokens, ...(groups["comments"] ?? [])]
    .filter(({ tokenType }) => tokenType !== LineBreak && tokenType !== Comma)
    .toSorted((left, right) => left.startOffset - right.startOffset)
    .map(substanceOfToken);
}

/** A token's text in one form: names in quotes, comments without spaces at the end. */
function substanceOfToken({ tokenType, image }: Token): string {
  if (tokenType === Name || tokenType === SidedName || tokenType === QuotedName) {
    return JSON.stringify(nameOf(image));
  }
  return image.startsWith("//") ? image.replace(/[ \t]+$/, "") : image;
}
