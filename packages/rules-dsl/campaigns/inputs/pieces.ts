/** Pieces that a file can contain, and many that it cannot. */

import fc from "fast-check";

const WORDS =
  "language import group events stream override anything except never conflicts on when and mine with";
const NAMES = 'A B order.placed Größe @G @H "q" "open “x” Order-Placed 1st mine.a theirs.b 1 2';
const SIGNS = ", = != ! @ { } ; # // /// /* \\ \\u00e9 💥";
const LINES = `A conflicts B
A never conflicts
group @G = A, @H
group @H = @G
events A, B
stream client {
override A conflicts B
import "b.conflicts"
anything conflicts @G
A conflicts anything except @G on id
// conflicts:ignore CF3002 because
/// why`;
const UNSEEN = [
  "\n",
  "\n",
  "\n",
  "\r\n",
  "\r",
  "\t",
  " ",
  "\0",
  "\uD800",
  "\uFEFF",
  "\u202E",
  "\u00A0",
  "e\u0301",
];

/** A word, a sign, a line, or an invisible character. */
export const piece: fc.Arbitrary<string> = fc.constantFrom(
  ...[WORDS, NAMES, SIGNS].flatMap((words) => words.split(" ")),
  ...LINES.split("\n").map((line) => `${line}\n`),
  ...UNSEEN,
);

/** Several pieces in a row. */
export const soup: fc.Arbitrary<string> = fc
  .tuple(fc.array(piece, { maxLength: 60 }), fc.constantFrom("", " ", " ", "\n"))
  .map(([pieces, between]) => pieces.join(between));

/** Random text. */
export const bytes: fc.Arbitrary<string> = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((raw) => new TextDecoder().decode(raw)),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
);
