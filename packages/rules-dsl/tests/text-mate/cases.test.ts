/** The scopes of the TextMate grammar, kept as data. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { colouredParts, loadGrammar } from "./grammar.ts";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly parts: readonly (readonly [part: string, scopes: string])[];
}

const cases = parse(readFileSync(join(import.meta.dirname, "cases.yaml"), "utf8")) as readonly Case[];
const grammar = await loadGrammar();

describe("the TextMate grammar", () => {
  test.for(cases)("$name", ({ text, parts }) => {
    const found = colouredParts(grammar, text).map(({ start, end, scopes }) => [
      text.slice(start, end),
      scopes.map((scope) => scope.replace(/\.conflicts$/, "")).join(" "),
    ]);
    expect(found).toEqual(parts);
  });
});
