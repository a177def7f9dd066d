/**
 * The pass between lexer and parser that decides where statements begin.
 *
 * The parser then parses one statement at a time, so a mistake affects one statement only: it cannot swallow the next
 * statement, be reported on another line, or be reported twice.
 */

import type { IToken, TokenType } from "chevrotain";
import {
  And,
  Anything,
  InvalidName,
  CloseBrace,
  Comma,
  Conflicts,
  DocComment,
  Equals,
  Events,
  Except,
  Group,
  GroupReference,
  Import,
  Language,
  LineBreak,
  Name,
  Never,
  NotEquals,
  On,
  OpenBrace,
  OpenQuotedName,
  OtherQuotes,
  Override,
  QuotedName,
  SidedName,
  Stream,
  When,
} from "./tokens.ts";

/** The tokens of one statement: a logical line. There is at least one. */
export interface StatementTokens {
  readonly tokens: readonly IToken[];
  /** The doc comments directly before it. */
  readonly docs: readonly IToken[];
}

export interface Layout {
  readonly statements: readonly StatementTokens[];
  /** Doc comments after or inside a statement, or after the last one; adjacent ones together. */
  readonly misplacedDocs: readonly (readonly IToken[])[];
}

/** A statement whose end has not been found yet. */
interface OpenStatement {
  readonly tokens: IToken[];
  readonly docs: readonly IToken[];
  /** Whether its verb was found, or it is of a kind without a verb. Only then can it end. */
  hasVerb: boolean;
  hasCondition: boolean;
}

/** Groups tokens into statements. A new line begins a statement unless it, or the line before, shows that the statement continues. */
export function layOut(tokens: readonly IToken[]): Layout {
  const statements: StatementTokens[] = [];
  const misplacedDocs: IToken[][] = [];
  let docs: IToken[] = [];
  let open: OpenStatement | null = null;

  const lines = linesOf(tokens);
  for (const [index, line] of lines.entries()) {
    const last = line.at(-1);
    const doc = last?.tokenType === DocComment ? last : undefined;
    const code = doc ? line.slice(0, -1) : line;
    if (code.length > 0) {
      if (open && continues(open, code, codeBelow(lines, index))) {
        misplacedDocs.push(docs);
      } else {
        if (open) statements.push(open);
        open = { tokens: [], docs, hasVerb: false, hasCondition: false };
      }
      docs = [];
      for (const token of code) open = place(token, open, statements);
    }
    if (doc && code.length > 0) misplacedDocs.push([doc]);
    else if (doc) docs.push(doc);
  }
  if (open) statements.push(open);
  misplacedDocs.push(docs);
  return { statements, misplacedDocs: misplacedDocs.filter((block) => block.length > 0) };
}

/** The next line that is more than a doc comment. */
function codeBelow(lines: readonly (readonly IToken[])[], index: number): readonly IToken[] | undefined {
  let below = index + 1;
  while (lines[below]?.[0]?.tokenType === DocComment) below++;
  return lines[below];
}

function linesOf(tokens: readonly IToken[]): readonly (readonly IToken[])[] {
  const lines: IToken[][] = [];
  let line: IToken[] = [];
  for (const token of tokens) {
    if (token.tokenType !== LineBreak) line.push(token);
    else if (line.length > 0) {
      lines.push(line);
      line = [];
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

/** Adds a token to the open statement, or begins one. Braces end statements even within a line. */
function place(
  token: IToken,
  open: OpenStatement | null,
  statements: StatementTokens[],
): OpenStatement | null {
  const type = token.tokenType;
  if (type === CloseBrace && open && isListInBraces(open)) {
    // It is part of the same mistake as the brace that it closes.
    statements.push({ tokens: [...open.tokens, token], docs: open.docs });
    return null;
  }
  if (type === CloseBrace) {
    if (open && open.tokens.length > 0) statements.push(open);
    statements.push({ tokens: [token], docs: open?.tokens.length === 0 ? open.docs : [] });
    return null;
  }
  const statement = open ?? { tokens: [], docs: [], hasVerb: false, hasCondition: false };
  if (statement.tokens.length === 0 && STATEMENT_KEYWORDS.has(type)) statement.hasVerb = type !== Override;
  if (isVerb(type, statement.tokens)) statement.hasVerb = true;
  if (type === On || type === When) statement.hasCondition = true;
  statement.tokens.push(token);
  // A brace without 'stream' opens no block: what follows it is part of the same mistake.
  if (type !== OpenBrace || statement.tokens.length === 1 || isListInBraces(statement)) return statement;
  statements.push(statement);
  return null;
}

/** A list follows these tokens, so a brace after them is meant to enclose it. */
const BEFORE_LIST: ReadonlySet<TokenType | undefined> = new Set([Equals, Conflicts, Events]);

/** Whether a statement has a list in braces, as in `group @G = { A, B }`. */
function isListInBraces({ tokens }: Pick<OpenStatement, "tokens">): boolean {
  const brace = tokens.findIndex(({ tokenType }) => tokenType === OpenBrace);
  return brace > 0 && BEFORE_LIST.has(tokens[brace - 1]?.tokenType);
}

const NOT_RULES: ReadonlySet<TokenType | undefined> = new Set([Language, Import, Group, Events, Stream]);
const STATEMENT_KEYWORDS: ReadonlySet<TokenType> = new Set([
  Language,
  Import,
  Group,
  Events,
  Stream,
  Override,
]);
/** Names, and tokens meant as names. One follows another only if a verb is misspelt. */
const NAMES: ReadonlySet<TokenType> = new Set([
  ...[Name, SidedName, QuotedName, GroupReference],
  ...[InvalidName, OpenQuotedName, OtherQuotes],
]);
const VERBS: ReadonlySet<TokenType> = new Set([Conflicts, Never]);

/** Whether a token is the verb of its statement, or is in the place of the verb. */
function isVerb(type: TokenType, before: readonly IToken[]): boolean {
  const previous = before.at(-1)?.tokenType;
  if (VERBS.has(type) || previous === undefined) return VERBS.has(type);
  return NAMES.has(previous) && (NAMES.has(type) || before.length === 1);
}

/** A statement cannot end with these tokens. */
const INCOMPLETE_AFTER: ReadonlySet<TokenType> = new Set([
  ...[Comma, Equals, NotEquals, And, On, When, Except],
  ...[Conflicts, Never, Events, Group, Import, Stream, Override],
]);

function continues(
  { tokens, hasVerb, hasCondition }: OpenStatement,
  line: readonly IToken[],
  next: readonly IToken[] | undefined,
): boolean {
  const first = line[0]?.tokenType;
  const last = tokens.at(-1)?.tokenType;
  if (!first || !last) return true;
  // This lets a list end with a comma, and keeps an unfinished list from swallowing the next rule.
  if (hasVerb && beginsStatement(line, next)) return false;
  // After a comma comes the next name of a list, and lists contain no '='.
  if (last === Comma && line[1]?.tokenType === Equals) return false;
  const isComplete = last === Conflicts && tokens.at(-2)?.tokenType === Never;
  if (INCOMPLETE_AFTER.has(last) && !isComplete && NAMES.has(first)) return true;
  const head = tokens[0]?.tokenType;
  if (last === OpenBrace) return NAMES.has(first);
  switch (first) {
    case CloseBrace:
      return isListInBraces({ tokens });
    case Comma:
      return true;
    case Anything:
      return last === Conflicts && !isComplete;
    case Conflicts:
      return !hasVerb || last === Never;
    case Never:
      return !hasVerb;
    case On:
    case When:
      return hasVerb && !hasCondition && !NOT_RULES.has(head);
    case And:
      return hasCondition;
    case Equals:
    case NotEquals:
      return isLeftSide(tokens) || (head === Group && tokens.length === 2);
    case Except:
      return last === Anything;
    case OpenBrace:
      return head === Stream;
    default:
      return false;
  }
}

/** Whether the tokens end with the left side of a comparison. */
function isLeftSide(tokens: readonly IToken[]): boolean {
  const before = tokens.at(-2)?.tokenType;
  return before === When || (before === And && tokens.at(-1)?.tokenType === SidedName);
}

/** Whether a line looks like the beginning of a statement, whatever the line before it. */
function beginsStatement(line: readonly IToken[], next: readonly IToken[] | undefined): boolean {
  const [first, second] = line;
  if (!first || VERBS.has(first.tokenType)) return false;
  if (STATEMENT_KEYWORDS.has(first.tokenType) || line.some(({ tokenType }) => VERBS.has(tokenType)))
    return true;
  if (!NAMES.has(first.tokenType)) return false;
  return second ? NAMES.has(second.tokenType) : next?.[0] !== undefined && VERBS.has(next[0].tokenType);
}
