/**
 * Words that are not bare names: `Order-Placed`, `*`, `room[0]`, `->`. Quotes are suggested only if a name is expected and
 * the word looks like one: in quotes, any text is a name, and a rule with a wrong name silently means something else.
 */

import { inQuotes, RESERVED_WORDS } from "@truce/core/rules";
import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import { replacementForUniversalWord } from "./universal-words.ts";
import { findingAt, isEventExpected, isFieldExpected, type Failure } from "./failure.ts";
import { Name, OtherQuotes, spanOf, Stream } from "./tokens.ts";

/** Letters, marks and digits, joined by characters that are common in event names. */
const LIKE_A_NAME = /^[\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_]*(?:[-./:][\p{L}\p{Nd}_][\p{L}\p{M}\p{Nd}_]*)*$/u;

const LIKE_A_PATH = /^[\p{L}\p{M}\p{Nd}_./-]+$/u;

/** What is wrong with a word that is not a bare name; null if the word would be wrong even if it were a name. */
export function invalidName(failure: Failure): Finding | null {
  const { found, before, expected } = failure;
  const word = found.image;
  const meant = replacementForUniversalWord(word);
  if (meant !== undefined && (isEventExpected(failure) || isVerbExpected(failure))) {
    return findingAt(failure, "CF1007", `found ${quoted(word)} (did you mean '${meant}'?)`);
  }
  if (isColonAfterWord(failure)) return colon(failure);
  if (isFieldExpected(failure)) {
    return findingAt(failure, "CF1004", `${quoted(word)} has characters that a field cannot have`, {
      suggestion: /[<>≠]/.test(word) ? OPERATORS : FIELDS,
    });
  }
  if (before?.tokenType === Stream && word.includes("-")) {
    const why = "a category ends before the first '-' of a stream's id";
    return findingAt(failure, "CF1004", `${quoted(word)} is not a category: ${why}`);
  }
  if (isEventExpected(failure)) return invalidEventName(failure);
  if (expected === "a quoted name" && LIKE_A_PATH.test(word)) {
    const message = `a path needs double quotes; write ${shortInQuotes(word)}`;
    return findingAt(failure, "CF1004", message, { newText: inQuotes(word) });
  }
  return null;
}

/** What a condition can compare. */
export const FIELDS =
  "a field has letters, digits and '_', with dots before the keys of nested objects; other keys, and items of arrays, cannot be compared";

/** How a condition compares, and what to do instead of other comparisons. */
export const OPERATORS =
  "conditions compare only with = and !=; for ranges, write conflictsWhen in TypeScript, or use one event for each slot";

function invalidEventName(failure: Failure): Finding {
  const word = failure.found.image;
  const problem = `${quoted(word)} has characters that a bare name cannot have`;
  if (!LIKE_A_NAME.test(word)) {
    return findingAt(failure, "CF1004", problem, { suggestion: howToWrite(word) });
  }
  return findingAt(failure, "CF1004", `${problem}; write ${shortInQuotes(word)}`, {
    newText: inQuotes(word),
  });
}

function howToWrite(word: string): string {
  if (/^\P{L}*$/u.test(word)) return "a rule has the form A conflicts B";
  if (/[()[\]<>]/.test(word)) return "names and lists have no brackets: A conflicts B, C";
  if (word.includes("*")) return "there are no patterns: name each event, or define a group";
  if (/[.:]$/.test(word)) return `remove the '${word.slice(-1)}'`;
  return "a bare name has letters, digits and '_', with dots between its parts; any other name needs double quotes";
}

/** `events: A, B`, `A conflicts: B` and the like. */
function isColonAfterWord({ found: { image } }: Failure): boolean {
  return image.endsWith(":") && RESERVED_WORDS.has(image.slice(0, -1));
}

function colon({ found }: Failure): Finding {
  const { end } = spanOf(found);
  const message = `found ':' after ${quoted(found.image.slice(0, -1))}, but only spaces separate words`;
  return { code: "CF1004", span: { start: end - 1, end }, message, suggestion: "remove the ':'" };
}

function isVerbExpected({ expected, before }: Failure): boolean {
  return expected.includes("'conflicts'") && before === undefined;
}

/** A name in other quotes than straight double ones, or a single such quote. */
export function otherQuotes(failure: Failure): Finding {
  const { found, expected } = failure;
  const name = found.image.slice(1, -1);
  const isName = isEventExpected(failure) || expected === "a quoted name";
  if (found.tokenType !== OtherQuotes || name === "" || !isName) {
    return findingAt(failure, "CF1005", "names need straight double quotes");
  }
  const message = `names need straight double quotes; write ${shortInQuotes(name)}`;
  return findingAt(failure, "CF1005", message, { newText: inQuotes(name) });
}

/** `@Price-Up`, `@Price:`: a group's name that is wrong after the '@'. */
export function invalidGroupName({ found, next, before }: Failure): Finding | null {
  if (found.image !== "@" || !next || next.startOffset !== found.startOffset + 1) return null;
  const { end } = spanOf(next);
  const name = next.image.replace(/:$/, "");
  if (before?.image === "group" && name !== next.image && name !== "") {
    const message = `expected '=' but found ':' after ${quoted(`@${name}`)}`;
    const suggestion = "a group has the form group @Price = A, B";
    return { code: "CF1001", span: { start: end - 1, end }, message, suggestion };
  }
  if (next.tokenType === Name) return null;
  return {
    code: "CF1004",
    span: { start: found.startOffset, end },
    message: `${quoted(`@${next.image}`)} has characters that the name of a group cannot have`,
    suggestion: "the name of a group has letters, digits and '_' after one '@'",
  };
}

/** A name in quotes, or a short phrase if the name is too long for a message. */
function shortInQuotes(name: string): string {
  return name.length > 60 ? "it in double quotes" : inQuotes(name);
}
