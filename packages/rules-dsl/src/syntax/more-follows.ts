/** What stands where a statement could have ended: mostly a word of another language, or a sign between words. */

import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import { allOrNothing } from "./all-or-nothing.ts";
import { findingAt, isAnything, isNameToken, type Failure } from "./failure.ts";
import {
  And,
  Anything,
  BadName,
  Comma,
  Conflicts,
  Equals,
  Except,
  NotEquals,
  On,
  SidedName,
  When,
} from "./tokens.ts";

/** The statement could have ended before this token. */
export function moreFollows(failure: Failure): Finding {
  const { found, before } = failure;
  const word = quoted(found.image);
  const suggestion = suggestionFor(failure);
  if (suggestion !== undefined) {
    return findingAt(failure, "CF1006", `${word} cannot stand here`, { suggestion });
  }
  const isListEntry =
    (isNameToken(found) || found.tokenType === BadName) && before !== undefined && isNameToken(before);
  const message = `expected ${isListEntry ? "',' or " : ""}a new line before ${word}`;
  return findingAt(failure, "CF1006", message);
}

function suggestionFor(failure: Failure): string | undefined {
  const { image } = failure.found;
  return betweenWords(failure) ?? anythingBut(image, failure) ?? WORDS.get(image);
}

/** Commas, 'and', and what follows one of them. */
function betweenWords({ found, before, isInCondition }: Failure): string | undefined {
  switch (found.tokenType) {
    case Comma:
      if (before?.tokenType === Comma) return "one ',' stands between two names";
      return isInCondition ? "the parts of a condition are joined by 'and'" : undefined;
    case Anything:
      return before?.tokenType === Conflicts
        ? "leave 'anything' out: 'never conflicts' alone covers every type"
        : undefined;
    case On:
    case When:
      return isInCondition ? undefined : "only 'conflicts' takes a condition: A conflicts B on id";
    case And:
      return "names are joined by ',', and by nothing else: A conflicts B, C";
    case Equals:
    case NotEquals:
      return before?.tokenType === SidedName ? "comparisons follow 'when'" : undefined;
    default:
      return undefined;
  }
}

/** `everything except A`, `anything but A`. */
function anythingBut(word: string, { found, before }: Failure): string | undefined {
  if (found.tokenType === Except && before) {
    return allOrNothing(before.image) === "anything"
      ? "write anything except A, B"
      : "only 'anything' has exceptions: anything except A, B";
  }
  return before && isAnything(before) && EXCEPTING.has(word) ? "write anything except A, B" : undefined;
}

const EXCEPTING: ReadonlySet<string> = new Set(["but", "besides", "without", "minus", "not", "unless"]);

/** What other languages have here. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["if", "a condition begins with 'when'"],
  ["where", "a condition begins with 'when'"],
  ["unless", "there is no 'unless': say with 'when' under which condition the two conflict"],
  ["or", "there is no 'or': join names with ',', and write another rule for another condition"],
  ["but", "only 'anything' has exceptions: anything except A, B"],
]);
