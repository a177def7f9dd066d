/**
 * From the parser's failure on a statement to the one diagnostic that says what is wrong with it. There is nothing else
 * to recover from: the next statement is parsed for itself.
 */

import type { IRecognitionException, IToken, TokenType } from "chevrotain";
import { quoted, type DiagnosticCode, type Finding } from "../diagnostics/diagnostics.ts";
import { inQuotes } from "./names.ts";
import { nearest } from "../text/suggestions.ts";
import {
  And,
  BadName,
  BlockComment,
  Conflicts,
  Equals,
  Except,
  GroupReference,
  HashComment,
  Name,
  Never,
  On,
  OpenQuotedName,
  OtherQuotes,
  QuotedName,
  ReservedWord,
  Semicolon,
  SidedName,
  spanOf,
  StrayCharacter,
  Stream,
  When,
} from "./tokens.ts";

/** Where and on what the parser failed. */
interface Failure {
  /** What it expected, as part of a sentence. */
  readonly expected: string;
  /** Whether the statement could have ended here. */
  readonly isComplete: boolean;
  readonly found: IToken;
  readonly before: IToken | undefined;
  readonly beforeThat: IToken | undefined;
  readonly next: IToken | undefined;
}

/** The diagnostic for the parser's failure on the tokens of a statement. */
export function findingOf(error: IRecognitionException, tokens: readonly IToken[]): Finding {
  const expected = error.message;
  const index = tokens.indexOf(error.token);
  const found = tokens[index];
  if (!found) return statementEnds(expected, tokens);
  const failure: Failure = {
    expected,
    isComplete: error.name === "NotAllInputParsedException",
    found,
    before: tokens[index - 1],
    beforeThat: tokens[index - 2],
    next: tokens[index + 1],
  };
  return (
    mistakenToken(failure) ??
    misspeltKeyword(failure) ??
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
  };
}

/** Tokens that are mistakes wherever they stand. */
function mistakenToken({ found, before }: Failure): Finding | null {
  const span = spanOf(found);
  const text = found.image;
  const finding = (code: DiagnosticCode, message: string, newText?: string): Finding => ({
    code,
    span,
    message,
    ...(newText !== undefined && { fix: { span, newText } }),
  });
  switch (found.tokenType) {
    case OpenQuotedName:
      return finding("CF1002", "this quoted name is not closed before the end of the line");
    case BadName:
      if (before?.tokenType === Stream && text.includes("-")) {
        return finding(
          "CF1004",
          `${quoted(text)} is no category: a category ends before the first '-' of a stream's id`,
        );
      }
      return finding(
        "CF1004",
        `${quoted(text)} has characters that a bare name cannot hold; write ${shortInQuotes(text)}`,
        inQuotes(text),
      );
    case HashComment:
      return finding("CF1005", "comments start with //, not with #", `//${text.slice(1)}`);
    case BlockComment:
      return finding("CF1005", "comments start with // and end with the line; there is no /* */");
    case Semicolon:
      return finding("CF1005", "rules end with the line; leave the ';' out", "");
    case OtherQuotes:
      return otherQuotes(found);
    case StrayCharacter:
      return finding("CF1013", strayCharacter(text));
    default:
      return null;
  }
}

function otherQuotes(found: IToken): Finding {
  const name = found.image.slice(1, -1);
  const message = `names are quoted with straight double quotes${name === "" ? "" : `; write ${shortInQuotes(name)}`}`;
  const span = spanOf(found);
  return { code: "CF1005", span, message, ...(name !== "" && { fix: { span, newText: inQuotes(name) } }) };
}

function strayCharacter(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  if (/\s/u.test(character)) return `found the space ${code}; use an ordinary space`;
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(character))
    return `found the invisible or invalid character ${code}; remove it`;
  return `found ${quoted(character)}, which has no place here`;
}

const STATEMENT_WORDS = ["language", "import", "group", "events", "stream", "override", "anything"];

/** Words that could be keywords if they were spelt right, by what the parser expected. */
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

/** What follows a misspelt verb is a target; what follows a name behind a misspelt first word is none. */
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

/** A word of mixed case is more likely the name of an event, unless it is the keyword in other letters. */
function isCapitalized(word: string, keyword: string): boolean {
  return word !== word.toLowerCase() && word.toLowerCase() !== keyword;
}

/** A reserved word where a name is expected. */
function reservedWord({ found, expected, isComplete, before }: Failure): Finding | null {
  if (!isReserved(found) || isComplete) return null;
  // 'anything except conflicts A': it is the verb, and the list is missing.
  if (found.tokenType === Conflicts && before?.tokenType === Except) return null;
  const isName = expected.includes("name") || expected.includes("field");
  // A rule that begins with its verb lacks its subject; one that begins with another word has that for a subject.
  const isSubject = expected === "a rule" && found.tokenType !== Conflicts && found.tokenType !== Never;
  if (!isName && !isSubject) return null;
  const message = `'${found.image}' is a reserved word`;
  const span = spanOf(found);
  if (before?.tokenType === Conflicts && found.image === "with") {
    return { code: "CF1003", span, message: `${message}; leave it out: A conflicts B` };
  }
  if (before && (before.tokenType === On || before.tokenType === When || before.tokenType === And)) {
    return {
      code: "CF1003",
      span,
      message: `${message}; to use it as a field write when mine.${found.image} = theirs.${found.image}`,
    };
  }
  const use = before?.tokenType === Stream ? "a category" : "an event name";
  return {
    code: "CF1003",
    span,
    message: `${message}; to use it as ${use} write ${inQuotes(found.image)}`,
    fix: { span, newText: inQuotes(found.image) },
  };
}

/** The statement could have ended before this token. */
function moreFollows({ found, before }: Failure): Finding {
  const word = quoted(found.image);
  if (before?.tokenType === Conflicts) {
    return {
      code: "CF1006",
      span: spanOf(found),
      message: `expected a new line before ${word}`,
      suggestion: "'never conflicts' has no list: the type conflicts with nothing",
    };
  }
  const isListEntry = isNameToken(found) && before !== undefined && isNameToken(before);
  return {
    code: "CF1006",
    span: spanOf(found),
    message: `expected ${isListEntry ? "',' or " : ""}a new line before ${word}`,
  };
}

function somethingElse({ found, expected, before, beforeThat }: Failure): Finding {
  const isSecondSubject = found.image === "," && before !== undefined && !beforeThat && isNameToken(before);
  const suggestion =
    found.tokenType === Equals && before?.tokenType === Name && expected.includes("conflicts")
      ? "a rule reads A conflicts B"
      : "a rule has one subject: write one rule for each";
  return {
    code: "CF1001",
    span: spanOf(found),
    message: `expected ${expected === "a rule" && isReserved(found) ? "the name of an event" : expected} but found ${quoted(found.image)}`,
    ...((isSecondSubject || found.tokenType === Equals) && { suggestion }),
  };
}

const NAME_TOKENS: ReadonlySet<TokenType> = new Set([Name, SidedName, QuotedName, GroupReference]);

function isNameToken(token: IToken): boolean {
  return NAME_TOKENS.has(token.tokenType);
}

function isAnything(token: IToken): boolean {
  return token.image === "anything" || token.tokenType === Except;
}

function isReserved(token: IToken): boolean {
  return token.tokenType.CATEGORIES?.includes(ReservedWord) ?? false;
}

/** A name in quotes, as a message can hold it. */
function shortInQuotes(name: string): string {
  return name.length > 60 ? "it in double quotes" : inQuotes(name);
}
