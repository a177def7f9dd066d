/**
 * The tokens of the language, including tokens for common mistakes. The lexer accepts every text; the parser reports a
 * mistake on its line, like any other unexpected token.
 */

import {
  createToken,
  Lexer,
  type CustomPatternMatcherFunc,
  type ILexingResult,
  type IToken,
  type TokenType,
} from "chevrotain";
import { LATER_WORDS, type ReservedWordText } from "@truce/core/rules";
import { spanOver, type Span } from "../source/source-text.ts";

// Chevrotain silently drops the u flag of a pattern, so patterns that need Unicode are custom matchers.
const IDENT = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}_]*`;
const DOTTED = String.raw`${IDENT}(?:\.${IDENT})*`;
/** A character of a word: not a space, not punctuation of the language, not the start of a comment. */
const WORD_CHARACTER = String.raw`(?:[^\s\p{Cc}\p{Cs},=!{}"#;@“”„«»‘’'\x60/]|/(?![/*]))`;

const WHOLE_NAME = new RegExp(`^${DOTTED}$`, "u");
const WHOLE_NUMBER = /^[0-9]+$/;
const matchWordAnew = matcherOf(WORD_CHARACTER + "+");

/** The match at an offset, in a list, because chevrotain expects the result of a regular expression. */
type Found = readonly [string] | null;

function matcherOf(source: string): (text: string, offset: number) => Found {
  const pattern = new RegExp(source, "yu");
  return (text, offset) => {
    pattern.lastIndex = offset;
    return pattern.test(text) ? [text.slice(offset, pattern.lastIndex)] : null;
  };
}

/** The word at the last offset: several token patterns are tried at the same offset. */
const lastWord: { offset: number; found: Found } = { offset: -1, found: null };

/** INVARIANT: the last word is forgotten before another text is tokenized. */
function matchWord(text: string, offset: number): Found {
  if (offset !== lastWord.offset) {
    lastWord.found = matchWordAnew(text, offset);
    lastWord.offset = offset;
  }
  return lastWord.found;
}

function forgetLastWord(): void {
  lastWord.offset = -1;
  lastWord.found = null;
}

/** The first characters of a token, so that the lexer does not have to try every pattern. */
type FirstCharacters = readonly (string | number)[];

const NAME_STARTS: FirstCharacters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_");
const ASCII: FirstCharacters = Array.from({ length: 128 }, (_, code) => code);
/** The lexer groups code units above 255 into blocks, so one of each block is enough. */
const NOT_ASCII: FirstCharacters = Array.from({ length: 1022 }, (_, index) =>
  index < 128 ? index + 128 : Math.min((index - 126) * 128, 0xff_ff),
);

function customToken(
  name: string,
  label: string,
  exec: (text: string, offset: number) => Found,
  firstCharacters: FirstCharacters,
  category?: TokenType,
): TokenType {
  const pattern: { exec: CustomPatternMatcherFunc } = {
    exec: (text, offset) => exec(text, offset) as [string] | null,
  };
  return createToken({
    name,
    label,
    pattern,
    start_chars_hint: [...firstCharacters],
    line_breaks: false,
    ...(category && { categories: category }),
  });
}

// Names.

function wordMatching(isMatch: (word: string) => boolean): (text: string, offset: number) => Found {
  return (text, offset) => {
    const word = matchWord(text, offset);
    return word && isMatch(word[0]) ? word : null;
  };
}

/** A bare name with or without dots: an event type or a field. */
export const Name = customToken(
  "Name",
  "a name",
  wordMatching((word) => WHOLE_NAME.test(word)),
  [...NAME_STARTS, ...NOT_ASCII],
);

/** A name that can also be one side of a comparison: `mine.room`. */
export const SidedName = customToken(
  "SidedName",
  "a field such as mine.room or theirs.room",
  wordMatching((word) => /^(?:mine|theirs)\./.test(word) && WHOLE_NAME.test(word)),
  ["m", "t"],
  Name,
);

/** A word that is not a bare name: `Order-Placed`. */
export const InvalidName = customToken(
  "InvalidName",
  "a word",
  wordMatching((word) => !WHOLE_NAME.test(word) && !WHOLE_NUMBER.test(word)),
  [...ASCII, ...NOT_ASCII],
);

export const GroupReference = customToken(
  "GroupReference",
  "a group such as @ClientValue",
  matcherOf(`@${IDENT}(?!${WORD_CHARACTER})`),
  ["@"],
);

export const QuotedName = createToken({
  name: "QuotedName",
  label: "a quoted name",
  pattern: /"(?:[^"\\\r\n]|\\[^\r\n])*"/,
});

/** A quoted name without its closing quote; it ends with its line. */
export const OpenQuotedName = createToken({ name: "OpenQuotedName", pattern: /"[^\r\n]*/ });

export const Integer = createToken({
  name: "Integer",
  label: "a number",
  pattern: /[0-9]+/,
  longer_alt: InvalidName,
});

// Words.

/** The category of every word that cannot be a bare name. */
export const ReservedWord = createToken({ name: "ReservedWord", pattern: Lexer.NA });

function keyword(name: string, word: ReservedWordText): TokenType {
  return createToken({
    name,
    label: `'${word}'`,
    pattern: word,
    longer_alt: [Name, InvalidName],
    categories: ReservedWord,
  });
}

export const Language = keyword("Language", "language");
export const Import = keyword("Import", "import");
export const Group = keyword("Group", "group");
export const Events = keyword("Events", "events");
export const Stream = keyword("Stream", "stream");
export const Override = keyword("Override", "override");
export const Anything = keyword("Anything", "anything");
export const Except = keyword("Except", "except");
export const Never = keyword("Never", "never");
export const Conflicts = keyword("Conflicts", "conflicts");
export const On = keyword("On", "on");
export const When = keyword("When", "when");
export const And = keyword("And", "and");

const laterKeywords = LATER_WORDS.map((word) => keyword(`Reserved_${word}`, word));

const keywords = [
  ...[Language, Import, Group, Events, Stream, Override, Anything, Except, Never, Conflicts, On, When, And],
  ...laterKeywords,
];

// Punctuation.

export const Comma = createToken({ name: "Comma", label: "','", pattern: "," });
export const NotEquals = createToken({ name: "NotEquals", label: "'!='", pattern: "!=" });
export const Equals = createToken({ name: "Equals", label: "'='", pattern: "=" });
export const OpenBrace = createToken({ name: "OpenBrace", label: "'{'", pattern: "{" });
export const CloseBrace = createToken({ name: "CloseBrace", label: "'}'", pattern: "}" });

// Layout and comments.

export const LineBreak = createToken({ name: "LineBreak", pattern: /\r\n|\n|\r/, line_breaks: true });
const Space = createToken({ name: "Space", pattern: /[ \t]+/, group: Lexer.SKIPPED });
export const DocComment = createToken({ name: "DocComment", pattern: /\/\/\/(?!\/)[^\r\n]*/ });
const Comment = createToken({ name: "Comment", pattern: /\/\/[^\r\n]*/, group: "comments" });

// Mistakes.

export const HashComment = createToken({ name: "HashComment", pattern: /#[^\r\n]*/ });
export const BlockComment = createToken({ name: "BlockComment", pattern: /\/\*[^\r\n]*/ });
export const Semicolon = createToken({ name: "Semicolon", pattern: /;+/ });
/** A name in other quotes than straight double ones, or a single such quote. */
export const OtherQuotes = createToken({
  name: "OtherQuotes",
  pattern: /[“”„«»‘’'`](?:[^\r\n“”„«»‘’'`",;{}#]*[“”„«»‘’'`])?/,
});
/** One character that is part of no other token: a control character, a no-break space, a lone surrogate, a single `!` or `@`. */
export const StrayCharacter = customToken("StrayCharacter", "a character", matcherOf("[^]"), [
  ...ASCII,
  ...NOT_ASCII,
]);

/** In the order in which the lexer tries them. */
export const ALL_TOKENS: readonly TokenType[] = [
  ...[LineBreak, Space, DocComment, Comment, BlockComment, HashComment],
  ...[Comma, NotEquals, Equals, OpenBrace, CloseBrace, Semicolon],
  ...[QuotedName, OpenQuotedName, OtherQuotes],
  SidedName,
  ...keywords,
  ...[Name, GroupReference, Integer, InvalidName, StrayCharacter, ReservedWord],
];

export type Token = IToken;
/** The type of a token: one of those above. */
export type TokenKind = TokenType;

export function spanOf({ startOffset, image }: IToken): Span {
  return { start: startOffset, end: startOffset + image.length };
}

/** The span from the first to the last of at least one token. */
export function spanOfTokens(tokens: readonly IToken[]): Span {
  const [first] = tokens;
  const last = tokens.at(-1);
  return first && last ? spanOver(spanOf(first), spanOf(last)) : { start: 0, end: 0 };
}

let lexer: Lexer | undefined;

/** Splits a text into tokens. Every character belongs to a token, so the lexer has no errors. */
export function tokenize(text: string): ILexingResult {
  lexer ??= new Lexer([...ALL_TOKENS], { positionTracking: "onlyOffset", ensureOptimizations: true });
  forgetLastWord();
  const result = lexer.tokenize(text);
  forgetLastWord();
  return result;
}
