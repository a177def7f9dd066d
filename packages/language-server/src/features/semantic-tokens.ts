/** Semantic tokens: what each word is. They are right in half-written lines too. */

import { SemanticTokensBuilder, type SemanticTokens, type SemanticTokensLegend } from "vscode-languageserver";
import { positionAt } from "@truce/rules-dsl";
import { stateAfter, wordsOf, writtenStatements, type State, type Word } from "@truce/rules-dsl/notation";
import type { PlacedText } from "../text/positions.ts";

const TYPES = [
  ...([
    "comment",
    "keyword",
    "event",
    "type",
    "property",
    "namespace",
    "string",
    "number",
    "operator",
  ] as const),
];
type TokenType = (typeof TYPES)[number];
const DOCUMENTATION = 1;
const DECLARATION = 2;

export const LEGEND: SemanticTokensLegend = {
  tokenTypes: [...TYPES],
  tokenModifiers: ["documentation", "declaration"],
};

export function semanticTokensOf({ text, lineStarts }: PlacedText): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { word, type, modifiers } of classified(wordsOf(text))) {
    const { line, column } = positionAt(lineStarts, word.start);
    builder.push(line - 1, column - 1, word.end - word.start, TYPES.indexOf(type), modifiers);
  }
  return builder.build();
}

interface Classified {
  readonly word: Word;
  readonly type: TokenType;
  readonly modifiers: number;
}

function classified(words: readonly Word[]): readonly Classified[] {
  const found: Classified[] = words.flatMap((word) =>
    word.kind === "comment"
      ? [{ word, type: "comment", modifiers: /^\/\/\/(?!\/)/.test(word.text) ? DOCUMENTATION : 0 } as const]
      : [],
  );
  for (const statement of writtenStatements(words)) {
    let state: State = "statement";
    for (const word of statement.words) {
      const type = typeOf(word, state);
      const declares = state === "declared" || state === "group-name";
      if (type !== null)
        found.push({ word, type, modifiers: declares && word.kind !== "keyword" ? DECLARATION : 0 });
      state = stateAfter(state, word);
    }
  }
  return found.toSorted((one, other) => one.word.start - other.word.start);
}

function typeOf({ kind, text }: Word, state: State): TokenType | null {
  switch (kind) {
    case "keyword":
      return "keyword";
    case "group":
      return "type";
    case "number":
      return "number";
    case "mark":
      return text === "=" || text === "!=" ? "operator" : null;
    case "comment":
      return "comment";
    case "name":
    case "quoted":
      return nameType(state);
  }
}

function nameType(state: State): TokenType {
  switch (state) {
    case "path":
      return "string";
    case "category":
      return "namespace";
    case "field":
    case "left":
    case "right":
      return "property";
    default:
      return "event";
  }
}
