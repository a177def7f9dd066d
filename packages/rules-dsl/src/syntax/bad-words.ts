/**
 * Words that are no bare names: `Order-Placed`, `*`, `room[0]`, `->`. Quotes make a name of anything, and a rule that is
 * quoted by mistake means something else in silence. So they are advised only where a name may stand, and for what is
 * written as one.
 */

import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import { allOrNothing } from "./all-or-nothing.ts";
import { findingAt, isEventExpected, isFieldExpected, type Failure } from "./failure.ts";
import { inQuotes } from "./names.ts";
import { RESERVED_WORDS } from "./reserved-words.ts";
import { Name, OtherQuotes, spanOf, Stream } from "./tokens.ts";

/** Letters, marks and digits, and between them what names of events are put together with. */
const LIKE_A_NAME = /^[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_]*(?:[-./:][\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_]*)*$/u;
/** What paths of files are made of. */
const LIKE_A_PATH = /^[\p{L}\p{M}\p{Nd}_./-]+$/u;

/** What is wrong with a word that is no bare name; null where it is merely one too many, or something else should stand. */
export function badWord(failure: Failure): Finding | null {
  const { found, before, expected } = failure;
  const word = found.image;
  const meant = allOrNothing(word);
  if (meant !== undefined && (isEventExpected(failure) || isVerbExpected(failure))) {
    return findingAt(failure, "CF1007", `found ${quoted(word)} (did you mean '${meant}'?)`);
  }
  if (isColonAfterWord(failure)) return colon(failure);
  if (isFieldExpected(failure)) {
    return findingAt(failure, "CF1004", `${quoted(word)} has characters that no field has in a condition`, {
      suggestion: /[<>≠]/.test(word) ? OPERATORS : FIELDS,
    });
  }
  if (before?.tokenType === Stream && word.includes("-")) {
    const why = "a category ends before the first '-' of a stream's id";
    return findingAt(failure, "CF1004", `${quoted(word)} is no category: ${why}`);
  }
  if (isEventExpected(failure)) return badName(failure);
  if (expected === "a quoted name" && LIKE_A_PATH.test(word)) {
    const message = `a path stands in double quotes; write ${shortInQuotes(word)}`;
    return findingAt(failure, "CF1004", message, { newText: inQuotes(word) });
  }
  return null;
}

/** What can be compared, for whoever wrote something else. */
export const FIELDS =
  "a field has letters, digits and '_', with dots between the keys of objects in objects; others, and the items of arrays, cannot be compared";

/** How fields are compared, and the ways out. */
export const OPERATORS =
  "conditions compare with = and != only; for ranges, write conflictsWhen in TypeScript, or one event for each slot";

function badName(failure: Failure): Finding {
  const word = failure.found.image;
  const problem = `${quoted(word)} has characters that a bare name cannot hold`;
  if (!LIKE_A_NAME.test(word)) {
    return findingAt(failure, "CF1004", problem, { suggestion: howToWrite(word) });
  }
  return findingAt(failure, "CF1004", `${problem}; write ${shortInQuotes(word)}`, {
    newText: inQuotes(word),
  });
}

function howToWrite(word: string): string {
  if (/^\P{L}*$/u.test(word)) return "a rule reads A conflicts B";
  if (/[()[\]<>]/.test(word)) return "names and lists stand without brackets: A conflicts B, C";
  if (word.includes("*")) return "there are no patterns: name each event, or a group of them";
  if (/[.:]$/.test(word)) return `leave the '${word.slice(-1)}' out`;
  return "a bare name has letters, digits and '_', with dots between its parts; any other name stands in double quotes";
}

/** `events: A, B`, `A conflicts: B` and the like. */
function isColonAfterWord({ found: { image } }: Failure): boolean {
  return image.endsWith(":") && RESERVED_WORDS.has(image.slice(0, -1));
}

function colon({ found }: Failure): Finding {
  const { end } = spanOf(found);
  const message = `found ':' behind ${quoted(found.image.slice(0, -1))}, where nothing stands between words but spaces`;
  return { code: "CF1004", span: { start: end - 1, end }, message, suggestion: "leave the ':' out" };
}

function isVerbExpected({ expected, before }: Failure): boolean {
  return expected.includes("'conflicts'") && before === undefined;
}

/** A name in quotes of another kind, or such a quote alone. */
export function otherQuotes(failure: Failure): Finding {
  const { found, expected } = failure;
  const name = found.image.slice(1, -1);
  const isName = isEventExpected(failure) || expected === "a quoted name";
  if (found.tokenType !== OtherQuotes || name === "" || !isName) {
    return findingAt(failure, "CF1005", "names are quoted with straight double quotes");
  }
  const message = `names are quoted with straight double quotes; write ${shortInQuotes(name)}`;
  return findingAt(failure, "CF1005", message, { newText: inQuotes(name) });
}

/** `@Price-Up`, `@Price:`: the sign is right, and what follows is not. */
export function badGroupName({ found, next, before }: Failure): Finding | null {
  if (found.image !== "@" || !next || next.startOffset !== found.startOffset + 1) return null;
  const { end } = spanOf(next);
  const name = next.image.replace(/:$/, "");
  if (before?.image === "group" && name !== next.image && name !== "") {
    const message = `expected '=' but found ':' behind ${quoted(`@${name}`)}`;
    const suggestion = "a group reads group @Price = A, B";
    return { code: "CF1001", span: { start: end - 1, end }, message, suggestion };
  }
  if (next.tokenType === Name) return null;
  return {
    code: "CF1004",
    span: { start: found.startOffset, end },
    message: `${quoted(`@${next.image}`)} has characters that the name of a group cannot hold`,
    suggestion: "a group is called by letters, digits and '_', behind one '@'",
  };
}

/** A name in quotes, as a message can hold it. */
function shortInQuotes(name: string): string {
  return name.length > 60 ? "it in double quotes" : inQuotes(name);
}
