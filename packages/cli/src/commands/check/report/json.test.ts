import { check } from "@truce/rules-dsl";
import { describe, expect, it } from "vitest";
import type { Context } from "../../../base/context.ts";
import { json } from "./json.ts";
import { jsonText } from "../../../output/json-text.ts";

describe("JSON", () => {
  it("has this shape as long as its version is 1", async () => {
    const sources = [
      { file: "a.conflicts", text: "\u{FEFF}A conflict B\n" },
      { file: "b.conflicts", text: "C never conflicts\nC conflicts D\n" },
    ];
    const report = {
      files: sources,
      sources,
      diagnostics: check(sources),
      errors: 2,
      warnings: 0,
      fixed: null,
    };
    expect(JSON.parse(await json(report, {} as Context))).toEqual({
      version: 1,
      files: ["a.conflicts", "b.conflicts"],
      diagnostics: [
        {
          code: "CF1007",
          severity: "error",
          message: "found 'conflict' (did you mean 'conflicts'?)",
          file: "a.conflicts",
          start: { line: 1, column: 3, offset: 3 },
          end: { line: 1, column: 11, offset: 11 },
          suggestion: null,
          fix: {
            file: "a.conflicts",
            start: { line: 1, column: 3, offset: 3 },
            end: { line: 1, column: 11, offset: 11 },
            newText: "conflicts",
          },
          related: [],
        },
        {
          code: "CF2005",
          severity: "error",
          message: "'C' never conflicts (line 1) but conflicts with 'D' (line 2)",
          file: "b.conflicts",
          start: { line: 2, column: 1, offset: 18 },
          end: { line: 2, column: 14, offset: 31 },
          suggestion: "remove one of the two",
          fix: null,
          related: [
            {
              file: "b.conflicts",
              start: { line: 1, column: 1, offset: 0 },
              end: { line: 1, column: 18, offset: 17 },
            },
          ],
        },
      ],
      errors: 2,
      warnings: 0,
      fixed: null,
    });
  });

  it("escapes control characters, and keeps its meaning", () => {
    const value = { "a\u{1B}\u{9B}\u{7F}\u{2028}‮b": "\u{85}⁦😀ü" };
    const text = jsonText(value);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|\u2028/u);
    expect(JSON.parse(text)).toEqual(value);
  });
});
