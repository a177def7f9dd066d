/** The words of a text, complete or not. Unlike the parser, this reads half-written lines, as an editor has them. */

import { RESERVED_WORDS } from "@truce/core/rules";

/** A word of a text: a name, a keyword, a comment and so on. */
export interface Word {
  /** What it is. `mine.id` is a name, `@Change` a group, `=` a mark. A quoted name may lack its second quote. */
  readonly kind: "comment" | "quoted" | "group" | "keyword" | "name" | "number" | "mark";
  /** As it is written. */
  readonly text: string;
  /** The offset of its first UTF-16 code unit. */
  readonly start: number;
  /** The offset after its last one. */
  readonly end: number;
  /** Whether it is the first word of its line, comments aside. */
  readonly isFirst: boolean;
}

const IDENT = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}_]*`;
const WORD = new RegExp(
  String.raw`(?<comment>//[^\r\n]*)|(?<quoted>"(?:[^"\\\r\n]|\\[^\r\n])*"?)|(?<group>@(?:${IDENT})?)|(?<name>${IDENT}(?:\.${IDENT})*\.?)|(?<number>\d+)|(?<mark>!=|[^\s])|(?<lineBreak>[\r\n])`,
  "gu",
);
const KINDS = ["comment", "quoted", "group", "name", "number", "mark"] as const;

/** The words of a text, in order. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let isFirst = true;
  for (const match of text.matchAll(WORD)) {
    if (match.groups?.["lineBreak"] !== undefined) {
      isFirst = true;
      continue;
    }
    const found = KINDS.find((one) => match.groups?.[one] !== undefined) ?? "mark";
    const kind = found === "name" && isKeyword(match[0]) ? "keyword" : found;
    words.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length, isFirst });
    if (kind !== "comment") isFirst = false;
  }
  return words;
}

function isKeyword(word: string): boolean {
  return RESERVED_WORDS.has(word) && word !== "mine" && word !== "theirs";
}

const STARTS: ReadonlySet<string> = new Set([
  "language",
  "import",
  "group",
  "events",
  "stream",
  "override",
  "}",
]);
const NEEDS_MORE: ReadonlySet<string> = new Set([
  ...[",", "=", "!=", "and", "on", "when", "except", "conflicts", "never"],
  ...["events", "group", "import", "stream", "override"],
]);
const GOES_ON: ReadonlySet<string> = new Set([
  ...[",", "=", "!=", "and", "on", "when", "except", "conflicts", "never", "{"],
]);

/** The words of one statement. */
export interface WrittenStatement {
  /** Its words, without comments. */
  readonly words: readonly Word[];
  /** How many `stream` blocks are open around it. */
  readonly depth: number;
}

/** Cuts words into statements, as the language does for lines without mistakes. Comments are left out. */
export function writtenStatements(words: readonly Word[]): readonly WrittenStatement[] {
  const statements: WrittenStatement[] = [];
  let open: Word[] = [];
  let depth = 0;
  const close = (): void => {
    if (open.length > 0) statements.push({ words: open, depth });
    open = [];
  };
  for (const [index, word] of words.entries()) {
    if (word.kind === "comment") continue;
    if (word.text === "}" || (word.isFirst && !continues(open, word, words[index + 1]))) close();
    open.push(word);
    if (word.text === "{" || word.text === "}") {
      close();
      depth = Math.max(0, depth + (word.text === "{" ? 1 : -1));
    }
  }
  close();
  return statements;
}

function continues(open: readonly Word[], first: Word, second: Word | undefined): boolean {
  const last = open.at(-1);
  if (last === undefined || STARTS.has(first.text)) return false;
  if (GOES_ON.has(first.text)) return true;
  const isNever = last.text === "conflicts" && open.at(-2)?.text === "never";
  const isNextRule = second !== undefined && !second.isFirst && ["conflicts", "never"].includes(second.text);
  return NEEDS_MORE.has(last.text) && !isNever && !isNextRule;
}
