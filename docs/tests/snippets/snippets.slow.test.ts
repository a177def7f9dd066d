/** A wrong document fails its tests, with its place. */

import { describe, expect, it } from "vitest";
import { docCommentBlocks } from "./doc-comment-blocks.ts";
import { fencedBlocks } from "./fenced-blocks.ts";
import { runSnippet } from "./run-snippet.ts";
import type { Snippet } from "./snippet.ts";
import { typeCheck } from "./type-check.ts";

/** A block of a document, with its opening fence in line 3. */
function block(...lines: readonly string[]): Snippet {
  const [snippet] = fencedBlocks("guide.md", ["# Guide", "", "```ts", ...lines, "```", ""].join("\n"));
  if (!snippet) throw new Error("no block was found");
  return snippet;
}

describe("fenced blocks", () => {
  it("are found with their line, language and flags, also in lists and within longer fences", () => {
    const text = "````md\n```ts\n```\n````\n\n1. item\n\n   ```conflicts error CF1007\n   A\n   ```\n";
    expect(fencedBlocks("guide.md", text)).toEqual([
      { file: "guide.md", line: 1, language: "md", flags: [], code: "\n```ts\n```\n" },
      {
        file: "guide.md",
        line: 8,
        language: "conflicts",
        flags: ["error", "CF1007"],
        code: "\n\n\n\n\n\n\n\n   A\n",
      },
    ]);
  });

  it("that are never closed are refused", () => {
    expect(() => fencedBlocks("guide.md", "\n```ts\n1;\n")).toThrow("guide.md:2: this block is never closed");
  });

  it("of doc comments keep their lines and columns", () => {
    const source = "const a = '```ts';\n/**\n * Text.\n * ```ts\n * f(1);\n * ```\n */\n// ```ts\n";
    expect(docCommentBlocks("a.ts", source)).toEqual([
      { file: "a.ts", line: 4, language: "ts", flags: [], code: "\n\n\n\n   f(1);\n" },
    ]);
  });
});

describe("value comments", { timeout: 60_000 }, () => {
  it.each([
    ["the value of an expression", '["a"].concat("b"); // => ["a", "b"]'],
    ["an awaited value", "await Promise.resolve({ a: 1 }); // => { a: 1 }"],
    ["part of an object", "({ a: { b: 1, c: 2 } }); // => { a: { b: 1, ... } }"],
    ["any object", "({ a: 1 }); // => { ... }"],
    ["printed text", 'console.log("a", { b: 1 }); // => a { b: 1 }'],
    ["text printed by a loop", 'for (const x of ["a", "b"]) console.log(x);', "// => a", "// => b"],
    ["an expression of several lines", "[", "  1,", "].length; // => 1"],
    ["a value of several lines", "({ a: 1, b: [2] });", "// => {", "// =>   a: 1, b: [2],", "// => }"],
    ["in a function", "function f(x: number) {", "  console.log(x); // => 1", "}", "f(1);"],
  ])("hold: %s", async (_what, ...lines) => {
    expect(await runSnippet(block(...lines))).toBeUndefined();
  });

  it.each([
    ["another value", "guide.md:4: is 2", "1 + 1; // => 3"],
    ["another type", "guide.md:4: is '2'", "String(2); // => 2"],
    ["more properties than expected", "guide.md:4: is { a: 1, b: 2 }", "({ a: 1, b: 2 }); // => { a: 1 }"],
    ["fewer elements than expected", "guide.md:4: is [ 1 ]", "[1]; // => [1, 2]"],
    ["another map", "guide.md:4: is Map(1)", "new Map([[1, 2]]); // => new Map()"],
    ["not a plain object", "guide.md:4: is Map(0) {}", "new Map(); // => {}"],
    ["another text", "guide.md:5: prints b", 'const x = "b";', "console.log(x); // => a"],
    ["a line more than expected", "guide.md:4: prints a\nb", 'console.log("a\\nb"); // => a'],
    ["a line less than expected", "guide.md:4: prints a", 'console.log("a"); // => a', "// => b"],
    [
      "code that is never run",
      "guide.md:5: the program never reached this line",
      "if (Date.now() < 0) {",
      "1; // => 1",
      "}",
    ],
    ["not a value", "guide.md:4: 'about 3' is not a value", "1; // => about 3"],
    ["the value of a declaration", "guide.md:4: prints nothing", "const x = 1; // => 1"],
    ["not after a statement", "guide.md:4: this value does not follow a statement", "// => 1"],
    ["an exception", "guide.md:5", "const x = 1;", 'throw new Error("no");'],
    ["a promise that never settles", "ended with 13", "await new Promise(() => {});"],
  ])("do not hold: %s", async (_what, failure, ...lines) => {
    const run = (async () => await runSnippet(block(...lines)))().catch(String);
    expect(await run).toContain(failure);
  });
});

describe("the type check", { timeout: 60_000 }, () => {
  it("reports the lines of the document, and only the snippet that has the error", async () => {
    const good = block("export const one: number = 1;");
    const bad = { ...block("export {};", "const two: number = '2';"), file: "bad.md" };
    const errors = await typeCheck({ name: "snippets" }, [good, bad]);
    expect([...errors]).toEqual([
      ["bad.md:3", "bad.md:5:7: error TS2322: Type 'string' is not assignable to type 'number'."],
    ]);
  });
});
