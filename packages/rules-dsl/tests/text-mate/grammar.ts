/** Splits a text into tokens by the TextMate grammar of the editors and of the site, in the way that they do. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import oniguruma from "vscode-oniguruma";
import textMate, { type IGrammar } from "vscode-textmate";

const root = join(import.meta.dirname, "../../../..");
const file = join(root, "editors/vscode/syntaxes/conflicts.tmLanguage.json");

/** A part of a line with the scopes that a theme gives colours to. */
export interface ColouredPart {
  /** Offsets in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** The scopes from the outer to the inner one, without the one of the whole file. */
  readonly scopes: readonly string[];
}

/** The parts of a text in order, without those that are only spaces. */
export function colouredParts(grammar: IGrammar, text: string): readonly ColouredPart[] {
  const parts: ColouredPart[] = [];
  let stack = textMate.INITIAL;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)) {
    const withoutEnd = line.replace(/[\r\n]+$/, "");
    const { tokens, ruleStack } = grammar.tokenizeLine(withoutEnd, stack);
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const end = Math.min(endIndex, withoutEnd.length);
      if (/^[ \t]*$/.test(withoutEnd.slice(startIndex, end))) continue;
      parts.push({ start: index + startIndex, end: index + end, scopes: scopes.slice(1).flatMap(split) });
    }
  }
  return parts;
}

/** One rule can give several scopes. */
function split(scope: string): readonly string[] {
  return scope.split(" ");
}

/** Loads the grammar into the engine of VS Code. */
export async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(wasm);
  const registry = new textMate.Registry({
    onigLib: Promise.resolve(oniguruma),
    loadGrammar: async () => textMate.parseRawGrammar(readFileSync(file, "utf8"), file),
  });
  const grammar = await registry.loadGrammar("source.conflicts");
  if (grammar === null) throw new Error(`${file} has no grammar of source.conflicts`);
  return grammar;
}
