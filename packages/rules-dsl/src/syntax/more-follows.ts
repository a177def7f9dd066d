/** Tokens after a complete statement: usually a word from another language, or the wrong separator. */

import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import { replacementForUniversalWord } from "./universal-words.ts";
import { findingAt, isAnything, isNameToken, type Failure } from "./failure.ts";
import {
  And,
  Anything,
  InvalidName,
  Comma,
  Conflicts,
  Equals,
  Except,
  NotEquals,
  On,
  SidedName,
  When,
} from "./tokens.ts";

/** The finding for a token before which the statement could have ended. */
export function moreFollows(failure: Failure): Finding {
  const { found, before } = failure;
  const word = quoted(found.image);
  const suggestion = suggestionFor(failure);
  if (suggestion !== undefined) {
    return findingAt(failure, "CF1006", `${word} is not allowed here`, { suggestion });
  }
  const isListEntry =
    (isNameToken(found) || found.tokenType === InvalidName) && before !== undefined && isNameToken(before);
  const message = `expected ${isListEntry ? "',' or " : ""}a new line before ${word}`;
  return findingAt(failure, "CF1006", message);
}

function suggestionFor(failure: Failure): string | undefined {
  const { image } = failure.found;
  return betweenWords(failure) ?? anythingBut(image, failure) ?? WORDS.get(image);
}

/** Wrong separators and keywords between words. */
function betweenWords({ found, before, isInCondition }: Failure): string | undefined {
  switch (found.tokenType) {
    case Comma:
      if (before?.tokenType === Comma) return "write one ',' between two names";
      return isInCondition ? "the parts of a condition are joined by 'and'" : undefined;
    case Anything:
      return before?.tokenType === Conflicts
        ? "remove 'anything': 'never conflicts' alone covers every type"
        : undefined;
    case On:
    case When:
      return isInCondition ? undefined : "only 'conflicts' can have a condition: A conflicts B on id";
    case And:
      return "names are joined only by ',': A conflicts B, C";
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
    return replacementForUniversalWord(before.image) === "anything"
      ? "write anything except A, B"
      : "only 'anything' has exceptions: anything except A, B";
  }
  return before && isAnything(before) && EXCEPTING.has(word) ? "write anything except A, B" : undefined;
}

const EXCEPTING: ReadonlySet<string> = new Set(["but", "besides", "without", "minus", "not", "unless"]);

/** Words from other languages. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["if", "a condition begins with 'when'"],
  ["where", "a condition begins with 'when'"],
  ["unless", "there is no 'unless': use 'when' to say under which condition the two conflict"],
  ["or", "there is no 'or': join names with ',', and write a second rule for a second condition"],
  ["but", "only 'anything' has exceptions: anything except A, B"],
]);
