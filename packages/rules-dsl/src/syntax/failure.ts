/** A failure of the parser on a statement, with the context that is needed to explain it. */

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

export interface Failure {
  /** What the parser expected, as part of a sentence. */
  readonly expected: string;
  /** Whether the statement could have ended here. */
  readonly isComplete: boolean;
  readonly found: Token;
  readonly before: Token | undefined;
  readonly beforeThat: Token | undefined;
  readonly next: Token | undefined;
  /** The whole statement. */
  readonly tokens: readonly Token[];
  /** The index of `found` in `tokens`. */
  readonly index: number;
  /** Whether `found` is in a condition. */
  readonly isInCondition: boolean;
}

/** The failure on a token of a statement; undefined if the statement ended too early. */
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

/** A finding about the unexpected token. */
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

/** Whether the name of an event or a category is expected, or allowed because a list ends with a comma. */
export function isEventExpected({ expected, isComplete, before, isInCondition }: Failure): boolean {
  if (isComplete) return before?.tokenType === Comma && !isInCondition;
  return expected === "a rule" || /^(?:the|a) name\b/.test(expected);
}

/** Whether a field is expected, with or without its side. */
export function isFieldExpected({ expected }: Failure): boolean {
  return expected.startsWith("a field");
}

const NAME_TOKENS: ReadonlySet<TokenKind> = new Set([Name, SidedName, QuotedName, GroupReference]);

export function isNameToken(token: Token): boolean {
  return NAME_TOKENS.has(token.tokenType);
}

/** Whether a token is `anything` or `except`. */
export function isAnything(token: Token): boolean {
  return token.image === "anything" || token.tokenType === Except;
}

export function isReserved(token: Token): boolean {
  return token.tokenType.CATEGORIES?.includes(ReservedWord) ?? false;
}
