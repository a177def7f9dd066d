/** Repetitive texts of any length. They reveal code that takes more than linear time. */

import fc from "fast-check";
import { piece, soup } from "./pieces.ts";

/** Makes a text with this many repetitions. */
export type Repetition = (count: number) => string;

/** Valid statements that can be repeated. `#` stands for a number, `~` for the next one. */
const LINES = `N# conflicts N~
N# never conflicts
n# conflicts N#
A conflicts N#
A conflicts N# on f#
A conflicts B on f#
A conflicts anything except N#
anything except N# conflicts A
anything conflicts N# on f#
group @G# = @G~, A
group @G~ = @G#, N#
group @G# = A, N#
A conflicts @G#
@G# conflicts B
events N#
import "f#"
stream s# { N# conflicts A }
stream s { override N# conflicts A }
stream c { anything conflicts N# }
stream d { n# never conflicts }
stream s# { anything conflicts A }
stream s {
}
N# conflict A
// conflicts:ignore CF3006 because of #
/// #`.split("\n");

/** Lists of any length: their beginning, and the part that is repeated. */
const LISTS: readonly (readonly [string, string])[] = [
  ["A conflicts B", ", N#"],
  ["A conflicts B", ", B"],
  ["A conflicts B", ",\n@G#"],
  ["A conflicts anything except B", ", N#"],
  ["anything except B", ", N#"],
  ["events A", ", N#"],
  ["group @All = A", ", N#"],
  ["group @All = A", ", @G#"],
  ["A conflicts B on f", " and f#"],
  ["A conflicts B when mine.a = theirs.a", " and mine.f# != theirs.a"],
];

const repeated = (unit: string, count: number): string =>
  Array.from({ length: count }, (_, index) =>
    unit.replaceAll("#", String(index)).replaceAll("~", String(index + 1)),
  ).join("");

const ofPieces = fc.tuple(soup, fc.array(piece, { minLength: 1, maxLength: 6 })).map(
  ([before, unit]): Repetition =>
    (count) =>
      before + repeated(unit.join(" "), count),
);
const ofLines = fc.uniqueArray(fc.constantFrom(...LINES), { minLength: 1, maxLength: 3 }).map(
  (lines): Repetition =>
    (count) =>
      lines.map((line) => repeated(`${line}\n`, count)).join(""),
);
const ofLists = fc.tuple(fc.constantFrom(...LISTS), fc.constantFrom("", ...LINES)).map(
  ([[start, more], line]): Repetition =>
    (count) =>
      `${start}${repeated(more, count)}\n${repeated(`${line}\n`, count)}`,
);

/** Repetitions of meaningless pieces, of lines, and of lists. */
export const repetition: fc.Arbitrary<Repetition> = fc.oneof(ofPieces, ofLines, ofLists);
