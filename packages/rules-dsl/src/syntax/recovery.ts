/**
 * Turns the parser's failure on a statement into the one diagnostic that explains it. No other recovery is needed, because
 * the next statement is parsed independently.
 */

import { inQuotes } from "@truce/core/rules";
import type { IRecognitionException, IToken } from "chevrotain";
import { quoted, type Finding } from "../diagnostics/diagnostics.ts";
import { nearest } from "../text/suggestions.ts";
import { replacementForUniversalWord } from "./universal-words.ts";
import { invalidGroupName, invalidName, FIELDS, OPERATORS, otherQuotes } from "./invalid-names.ts";
import {
  failureAt,
  findingAt,
  isAnything,
  isEventExpected,
  isFieldExpected,
  isNameToken,
  isReserved,
  type Failure,
} from "./failure.ts";
import { moreFollows } from "./more-follows.ts";
import { otherWording } from "./other-wordings.ts";
import {
  And,
  InvalidName,
  BlockComment,
  Conflicts,
  Equals,
  Except,
  GroupReference,
  HashComment,
  Integer,
  Name,
  Never,
  NotEquals,
  On,
  OpenQuotedName,
  OtherQuotes,
  QuotedName,
  Semicolon,
  spanOf,
  StrayCharacter,
  Stream,
  When,
} from "./tokens.ts";

export function findingOf(error: IRecognitionException, tokens: readonly IToken[]): Finding {
  const expected = error.message;
  const isComplete = error.name === "NotAllInputParsedException";
  const failure = failureAt(tokens.indexOf(error.token), tokens, { expected, isComplete });
  if (!failure) return statementEnds(expected, tokens);
  return (
    mistakenToken(failure) ??
    misspeltKeyword(failure) ??
    otherWording(failure) ??
    reservedWord(failure) ??
    (failure.isComplete ? moreFollows(failure) : somethingElse(failure))
  );
}

function statementEnds(expected: string, tokens: readonly IToken[]): Finding {
  const last = tokens.at(-1);
  const end = last ? spanOf(last).end : 0;
  return {
    code: "CF1001",
    span: { start: end, end },
    message: `expected ${expected} but the line ends${last ? ` after ${quoted(last.image)}` : ""}`,
    ...(tokens.length === 1 &&
      last &&
      isNameToken(last) && {
        suggestion: `if ${quoted(last.image)} belongs to the list above, end that line with ','`,
      }),
  };
}

/** Tokens that are always mistakes. */
function mistakenToken(failure: Failure): Finding | null {
  const text = failure.found.image;
  switch (failure.found.tokenType) {
    case OpenQuotedName:
      return findingAt(failure, "CF1002", "this quoted name is not closed before the end of the line");
    case InvalidName:
      return invalidName(failure);
    case HashComment:
      return findingAt(failure, "CF1005", "comments start with //, not with #", {
        newText: `//${text.slice(1)}`,
      });
    case BlockComment:
      return findingAt(
        failure,
        "CF1005",
        "comments start with // and end with the line; there are no /* */ comments",
      );
    case Semicolon:
      return findingAt(failure, "CF1005", "a rule ends with its line; remove the ';'", { newText: "" });
    case OtherQuotes:
      return otherQuotes(failure);
    case StrayCharacter:
      return invalidGroupName(failure) ?? findingAt(failure, "CF1013", strayCharacter(text));
    default:
      return null;
  }
}

function strayCharacter(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  if (/\s/u.test(character)) return `found the space ${code}; use an ordinary space`;
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(character))
    return `found the invisible or invalid character ${code}; remove it`;
  return `found ${quoted(character)}, which is not allowed here`;
}

const STATEMENT_WORDS = ["language", "import", "group", "events", "stream", "override", "anything"];

/** Words that resemble a keyword that the parser expected. */
function misspeltKeyword(failure: Failure): Finding | null {
  const { found, before, beforeThat, next, expected, isComplete } = failure;
  const isVerbExpected = expected.includes("'conflicts'");
  // 'strem client {' and 'overide A conflicts B' look like rules with another verb.
  if (isVerbExpected && before && !beforeThat && isNameToken(found) && isNextNoTarget(next)) {
    const finding = didYouMean(before, STATEMENT_WORDS);
    if (finding) return finding;
  }
  if (isVerbExpected)
    return didYouMean(found, expected.includes("never") ? ["conflicts", "never"] : ["conflicts"]);
  if (isComplete && before && isNameToken(before)) return didYouMean(found, ["on", "when", "and", "except"]);
  if (isComplete && found.tokenType === Name && before && isAnything(before))
    return didYouMean(found, ["except"]);
  return null;
}

/** A target follows a misspelt verb. Something else follows a name after a misspelt first word. */
function isNextNoTarget(next: IToken | undefined): boolean {
  return !next || !isNameToken(next) || nearest(next.image, ["conflicts", "never"]) !== undefined;
}

function didYouMean(word: IToken, keywords: readonly string[]): Finding | null {
  if (word.tokenType !== Name) return null;
  const keyword = nearest(word.image, keywords);
  if (keyword === undefined || isCapitalized(word.image, keyword)) return null;
  const span = spanOf(word);
  return {
    code: "CF1007",
    span,
    message: `found ${quoted(word.image)} (did you mean '${keyword}'?)`,
    fix: { span, newText: keyword },
  };
}

/** A word in mixed case is more likely the name of an event, unless it is the keyword in another case. */
function isCapitalized(word: string, keyword: string): boolean {
  return word !== word.toLowerCase() && word.toLowerCase() !== keyword;
}

/** A reserved word where a name is expected. */
function reservedWord(failure: Failure): Finding | null {
  const { found, expected, isComplete, before } = failure;
  if (!isReserved(found) || isComplete) return null;
  // 'anything except conflicts A': this is the verb, and the list is missing.
  if (found.tokenType === Conflicts && before?.tokenType === Except) return null;
  // A rule that begins with its verb has no subject. Any other reserved word at the beginning is meant as the subject.
  const isVerbFirst = expected === "a rule" && (found.tokenType === Conflicts || found.tokenType === Never);
  const isField = isFieldExpected(failure);
  if ((!isField && !isEventExpected(failure)) || isVerbFirst) return null;
  const word = found.image;
  const message = `'${word}' is a reserved word`;
  if (before?.tokenType === Conflicts && word === "with") {
    return findingAt(failure, "CF1003", `${message}; remove it: A conflicts B`);
  }
  if (before?.tokenType === Conflicts && found.tokenType === Never) {
    return findingAt(failure, "CF1003", `${message}; did you mean 'never conflicts'?`);
  }
  if (found.tokenType === Except) {
    return findingAt(failure, "CF1003", `${message}; did you mean 'anything except'?`);
  }
  if (isField && before && [On, When, And].includes(before.tokenType)) {
    const isSide = word === "mine" || word === "theirs";
    const use = `to use it as a field, write when mine.${word} = theirs.${word}`;
    return findingAt(failure, "CF1003", `${message}; ${isSide ? "name a field of the payload" : use}`);
  }
  if (isField) return null;
  const use = before?.tokenType === Stream ? "a category" : "an event name";
  // There is no fix that adds quotes, because the author may have meant the keyword.
  return findingAt(failure, "CF1003", `${message}; to use it as ${use}, write ${inQuotes(word)}`);
}

function somethingElse(failure: Failure): Finding {
  const { found, expected } = failure;
  const wanted = expected === "a rule" && isReserved(found) ? "the name of an event" : expected;
  const suggestion = suggestionFor(failure);
  const message = `expected ${wanted} but found ${quoted(found.image)}`;
  return findingAt(failure, "CF1001", message, suggestion === undefined ? {} : { suggestion });
}

function suggestionFor(failure: Failure): string | undefined {
  const { found, expected, before, beforeThat } = failure;
  const type = found.tokenType;
  const isFirstBefore = before !== undefined && !beforeThat;
  if (expected.includes("conflicts")) {
    if (type === Except && before && replacementForUniversalWord(before.image) === "anything") {
      return "write anything except A, B";
    }
    if (type === Equals && isFirstBefore && before.tokenType === GroupReference) {
      return `a group has the form group ${before.image} = A, B`;
    }
    return type === Equals || type === InvalidName ? "a rule has the form A conflicts B" : undefined;
  }
  if (type === Equals && before?.tokenType === Equals) return "write =";
  if (type === Equals && before?.tokenType === NotEquals) return "write !=";
  if (expected === "'=' or '!='" && type === InvalidName) return OPERATORS;
  if (expected === "a number" && /^"?1(?:\.0+)*"?$/.test(found.image)) return "write language 1";
  if (expected === "a field" && type === QuotedName) return `a field has no quotes: ${FIELDS}`;
  if (isFieldExpected(failure) && (type === QuotedName || type === Integer)) {
    return "a comparison is between fields of the two payloads, not with a value";
  }
  return undefined;
}
