/** The parser's failure on a statement, as far as it takes to say what is wrong. */

import type { DiagnosticCode, Finding } from "../diagnostics/diagnostics.ts";
import {
  Comma,
  Except,
  GroupReference,
  Name,
  On,
  QuotedName,
  ReservedWord,
  SidedName,
  spanOf,
  When,
  type Token,
  type TokenKind,
} from "./tokens.ts";

/** Where and on what the parser failed. */
export interface Failure {
  /** What it expected, as part of a sentence. */
  readonly expected: string;
  /** Whether the statement could have ended here. */
  readonly isComplete: boolean;
  readonly found: Token;
  readonly before: Token | undefined;
  readonly beforeThat: Token | undefined;
  readonly next: Token | undefined;
  /** The whole statement, and where in it the parser failed. */
  readonly tokens: readonly Token[];
  readonly index: number;
  /** Whether it stands in a condition. */
  readonly isInCondition: boolean;
}

/** The failure on a token of a statement. */
export function failureAt(
  index: number,
  tokens: readonly Token[],
  { expected, isComplete }: Pick<Failure, "expected" | "isComplete">,
): Failure | undefined {
  const found = tokens[index];
  return (
    found && {
      expected,
      isComplete,
      found,
      before: tokens[index - 1],
      beforeThat: tokens[index - 2],
      next: tokens[index + 1],
      tokens,
      index,
      isInCondition: tokens.slice(0, index).some(({ tokenType }) => tokenType === On || tokenType === When),
    }
  );
}

/** A finding about the token that does not fit. */
export function findingAt(
  { found }: Failure,
  code: DiagnosticCode,
  message: string,
  more: Pick<Finding, "suggestion"> & { readonly newText?: string | undefined } = {},
): Finding {
  const span = spanOf(found);
  const { suggestion, newText } = more;
  return {
    code,
    span,
    message,
    ...(suggestion !== undefined && { suggestion }),
    ...(newText !== undefined && { fix: { span, newText } }),
  };
}

/** Whether the name of an event, or of a category, is what should stand there, or could: a list may end with a comma. */
export function isEventExpected({ expected, isComplete, before, isInCondition }: Failure): boolean {
  if (isComplete) return before?.tokenType === Comma && !isInCondition;
  return expected === "a rule" || /^(?:the|a) name\b/.test(expected);
}

/** Whether a field is what should stand there, with its side or without. */
export function isFieldExpected({ expected }: Failure): boolean {
  return expected.startsWith("a field");
}

const NAME_TOKENS: ReadonlySet<TokenKind> = new Set([Name, SidedName, QuotedName, GroupReference]);

/** Whether a token is a name of any kind. */
export function isNameToken(token: Token): boolean {
  return NAME_TOKENS.has(token.tokenType);
}

/** Whether `except` may follow a token, or is it. */
export function isAnything(token: Token): boolean {
  return token.image === "anything" || token.tokenType === Except;
}

/** Whether a token is a word that cannot be a bare name. */
export function isReserved(token: Token): boolean {
  return token.tokenType.CATEGORIES?.includes(ReservedWord) ?? false;
}
