/** The grammar colours each token of the lexer as what it is. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as t from "../../src/syntax/tokens.ts";
import { inAnotherLayout, layoutDecisions } from "../layouts.ts";
import { MISTAKES } from "../mistakes.ts";
import { wholeProgram } from "../whole-programs.ts";
import { colouredParts, loadGrammar } from "./grammar.ts";

const root = join(import.meta.dirname, "../../../..");
const grammar = await loadGrammar();

const MISTAKEN: ReadonlySet<t.TokenKind> = new Set([
  ...[t.InvalidName, t.OpenQuotedName, t.HashComment, t.BlockComment],
  ...[t.Semicolon, t.OtherQuotes, t.StrayCharacter],
]);
const PUNCTUATION: ReadonlySet<t.TokenKind> = new Set([t.Comma, t.OpenBrace, t.CloseBrace]);
const OPERATORS: ReadonlySet<t.TokenKind> = new Set([t.Equals, t.NotEquals]);

/** A side and its field; but `stream mine.room {` is a category. */
const SIDED_OR_CATEGORY =
  /^(?:variable\.language\.side|punctuation\.accessor|variable\.other\.property|entity\.name\.namespace)\./;

/** Which scope each part of a token must have. */
function scopeOf({ tokenType, image }: t.Token): RegExp {
  if (tokenType === t.DocComment) return /^comment\.line\.documentation\./;
  if (tokenType.name === "Comment") return /^comment\.line\.double-slash\./;
  if (MISTAKEN.has(tokenType)) return /^invalid\.illegal\./;
  if (PUNCTUATION.has(tokenType)) return /^punctuation\.(?:separator|section)\./;
  if (OPERATORS.has(tokenType)) return /^keyword\.operator\./;
  if (tokenType === t.QuotedName) return /^string\.quoted\.double\./;
  if (tokenType === t.GroupReference) return /^variable\.other\.constant\.group\./;
  if (tokenType === t.Integer) return /^constant\.numeric\./;
  if (image === "mine" || image === "theirs") return /^variable\.language\.side\./;
  if (tokenType.name.startsWith("Reserved_")) return /^invalid\.illegal\.reserved-word\./;
  if (tokenType.CATEGORIES?.includes(t.ReservedWord)) return /^(?:keyword|storage)\.(?!operator)/;
  if (tokenType === t.SidedName) return SIDED_OR_CATEGORY;
  return /^(?:entity\.name\.(?:type|namespace)|variable\.other\.property)\./;
}

/** Asserts that each part belongs to one token, has a scope that fits it, and that no token is left out. */
function expectAgreement(text: string, name = ""): void {
  const { tokens, groups } = t.tokenize(text);
  const expected = [...tokens, ...(groups["comments"] ?? [])]
    .filter(({ tokenType }) => tokenType !== t.LineBreak)
    .toSorted((one, other) => one.startOffset - other.startOffset);
  const parts = colouredParts(grammar, text);
  let next = 0;
  for (const token of expected) {
    const { start, end } = t.spanOf(token);
    let at = start;
    for (let part = parts[next]; part !== undefined && part.start < end; part = parts[++next]) {
      const where = `${name} '${text.slice(part.start, part.end)}' at ${part.start} in '${token.image}'`;
      expect(text.slice(at, part.start), `${where} before it`).toMatch(/^[ \t]*$/);
      expect(part.end, where).toBeLessThanOrEqual(end);
      expect(part.scopes, where).toContainEqual(expect.stringMatching(scopeOf(token)));
      at = part.end;
    }
    expect(text.slice(at, end), `${name} no part for the end of '${token.image}' at ${start}`).toMatch(
      /^[ \t]*$/,
    );
  }
  expect(parts.slice(next), `${name} parts outside all tokens`).toEqual([]);
}

describe("the TextMate grammar agrees with the lexer", () => {
  const inRepository = { cwd: root, exclude: (name: string) => name.includes("node_modules") };
  const ruleFiles = globSync(["examples/**/*.conflicts", "packages/**/*.conflicts"], inRepository);
  const documents = globSync(["*.md", "{docs,examples,packages,editors}/**/*.md"], inRepository);

  test("on every rule file of the repository", () => {
    expect(ruleFiles.length).toBeGreaterThan(5);
    for (const file of ruleFiles) expectAgreement(readFileSync(join(root, file), "utf8"), file);
  });

  test("on every rule in the documentation", () => {
    let blocks = 0;
    for (const file of documents) {
      const text = readFileSync(join(root, file), "utf8");
      for (const { groups } of text.matchAll(/^```conflicts\b[^\n]*\n(?<code>.*?)^```/gms)) {
        expectAgreement(groups?.["code"] ?? "", file);
        blocks++;
      }
    }
    expect(blocks).toBeGreaterThan(80);
  });

  test("on every mistake of the catalogue", () => {
    for (const { line } of MISTAKES) expectAgreement(`${line}\nA conflicts B`);
  });

  test("on any program in any layout", () => {
    fc.assert(
      fc.property(wholeProgram, layoutDecisions, (program, choices) => {
        expectAgreement(program);
        expectAgreement(inAnotherLayout(program, choices[Symbol.iterator](), { addsComments: true }));
      }),
    );
  });

  test("on any text", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...t.ALL_TOKENS.flatMap(({ PATTERN }) => (typeof PATTERN === "string" ? [PATTERN] : [])),
      ),
      fc.constantFrom(
        '"',
        "\\",
        "//",
        "///",
        "////",
        "/",
        "/*",
        "#",
        ";",
        "“",
        "’",
        "@",
        "@G",
        "!",
        "=",
        ".",
      ),
      fc.constantFrom(
        "mine.",
        "theirs.a",
        "A",
        "a.b",
        "é",
        "e\u0301",
        "𝒜",
        "1",
        "_",
        "-",
        "\n",
        "\r",
        "\t",
        "{ ",
        "}",
      ),
      fc.constantFrom(
        " ",
        " ",
        "\u00A0",
        "\u2028",
        "\u200B",
        "\0",
        "\u0085",
        "// conflicts:ignore CF3001 because ",
      ),
      // Not all of Unicode: the newest letters are letters for Node, but not yet for the engine of VS Code.
      fc.integer({ min: 0, max: 0x85_f }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0x20_00, max: 0x30_ff }).map((code) => String.fromCodePoint(code)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => expectAgreement(pieces.join(""))),
      { numRuns: 500 },
    );
  });
});
