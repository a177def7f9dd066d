/** Arbitrary layouts: the same words of a program with other spaces, line breaks, commas and comments between them. */

import fc from "fast-check";
import { layOut } from "../src/syntax/layout.ts";
import * as t from "../src/syntax/tokens.ts";

/** How a layout may differ. */
export interface LayoutKinds {
  /** Whether comments, blank lines, and doc comments that are not reasons are inserted. */
  readonly addsComments: boolean;
}

/** Whether a statement continues if these two words are on different lines. */
function mayBreak(before: t.Token, after: t.Token, beforeThat: t.Token | undefined): boolean {
  // 'never conflicts' is complete: its list has to begin on the same line.
  if (beforeThat?.tokenType === t.Never) return false;
  if (before.tokenType === t.Override) return after.tokenType !== t.Anything;
  return before.tokenType !== t.Language;
}

const TIGHT: ReadonlySet<t.TokenKind> = new Set([t.Comma, t.Equals, t.NotEquals, t.OpenBrace, t.CloseBrace]);

/**
 * A text without errors in another layout: the words, reasons and comments between statements are the same. Its own
 * comments inside statements are gone.
 */
export function inAnotherLayout(
  text: string,
  choices: Iterator<number>,
  { addsComments }: LayoutKinds,
): string {
  const draw = <Item>(...items: readonly [Item, ...Item[]]): Item =>
    items[Number(choices.next().value) % items.length] ?? items[0];
  const lineBreak = (before: t.Token, after: t.Token): string => {
    if (!addsComments) return draw("\n", "\r\n");
    const ignore = "\n// conflicts:ignore CF3001 because so\n";
    const isAtComma = before.tokenType === t.Comma || after.tokenType === t.Comma;
    return draw(
      "\n",
      "\n",
      "\r\n",
      "\r",
      " // a, b \n",
      "//\n",
      "\n\n // = {\n\t",
      " /// inside\n",
      "\n///\n  ",
      "\n\n\n",
      ignore,
      `${ignore}\n`,
      // After a word, an ignore comment has no effect, and this must not change.
      ...(isAtComma ? [" // conflicts:ignore CF3001 because so\n", " // why\n"] : []),
    );
  };
  const space = (): string => draw(" ", "  ", "\t", " \t ");
  const gap = (before: t.Token, after: t.Token, beforeThat: t.Token | undefined): string => {
    if (mayBreak(before, after, beforeThat) && draw(true, false, false))
      return space() + lineBreak(before, after) + draw("", space());
    const isTight = TIGHT.has(before.tokenType) || TIGHT.has(after.tokenType);
    return isTight && draw(true, false) ? "" : space();
  };
  const statement = (tokens: readonly t.Token[]): string =>
    tokens
      .map((token, index) => {
        const next = tokens[index + 1];
        return next ? token.image + gap(token, next, tokens[index - 1]) : token.image;
      })
      .join("");

  const { statements } = layOut(t.tokenize(text.replace(/^\uFEFF/, "")).tokens);
  return statements
    .map(({ docs, tokens }) => {
      const reasons = docs.map(
        ({ image }) => `${draw("", space())}${image}${draw("", " ")}${draw("\n", "\r\n")}`,
      );
      const between = addsComments
        ? draw(
            "\n",
            "\n\n\n",
            " // behind\n",
            "\n// alone\n",
            "\r\n\r\n // a\n// b\n",
            " /// no reason\n",
            "\n// conflicts:ignore CF3001 because so\n",
            "\n// conflicts:ignore CF3001 because so\n\n",
          )
        : "\n";
      return `${reasons.join("")}${draw("", space())}${statement(tokens)}${between}`;
    })
    .join("");
}

/** Numbers that decide each choice. */
export const layoutDecisions = fc.infiniteStream(fc.nat({ max: 1000 }));
