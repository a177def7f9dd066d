import type { ConflictRules } from "@truce/core";
import { conflictRulesFrom, InvalidRulesError, type RuleDeclaration } from "@truce/core/rules";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declaration, layoutChoices, written } from "../tests/programs.ts";
import { compile } from "./compiler.ts";
import { formatDiagnostics, renderDiagnostic } from "./diagnostics/render.ts";

const declarations = fc.array(declaration, { minLength: 1, maxLength: 7 });

/** The rules that core makes of the same declarations; null if it rejects them. */
function rulesByCore(rules: readonly RuleDeclaration[]): ConflictRules | null {
  try {
    return conflictRulesFrom(rules);
  } catch (error) {
    if (error instanceof InvalidRulesError) return null;
    throw error;
  }
}

describe("programs and core agree", () => {
  test("on the rules, whatever the layout, and on which declarations are errors", () => {
    fc.assert(
      fc.property(declarations, layoutChoices, (rules, choices) => {
        const text = rules.map((rule) => written(rule, choices)).join("");
        const { rules: compiled, diagnostics } = compile([{ file: "a.conflicts", text }]);
        const errors = diagnostics.filter(({ severity }) => severity === "error");
        const expected = rulesByCore(rules);
        // The only possible errors in these programs are contradictions.
        expect(errors.filter(({ code }) => !code.startsWith("CF20"))).toEqual([]);
        expect(compiled?.fingerprint).toBe(expected?.fingerprint);
        expect(compiled?.canonicalJson).toBe(expected?.canonicalJson);
        expect(errors.length > 0).toBe(expected === null);
      }),
      { numRuns: 500 },
    );
  });

  test("on the rules, for any order of statements and files", () => {
    const shuffled = declarations.chain((rules) =>
      fc.record({
        rules: fc.constant(rules),
        order: fc.shuffledSubarray([...rules.keys()], { minLength: rules.length }),
        files: fc.array(fc.nat({ max: 2 }), { minLength: rules.length, maxLength: rules.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, layoutChoices, ({ rules, order, files }, choices) => {
        const texts = rules.map((rule) => written(rule, choices));
        const inOrder = compile([{ file: "a.conflicts", text: texts.join("") }]);
        const spread = [0, 1, 2].map((file) => ({
          file: `${file}.conflicts`,
          text: order
            .filter((index) => files[index] === file)
            .map((index) => texts[index])
            .join(""),
        }));
        const compiled = compile(spread);
        expect(compiled.rules?.fingerprint).toBe(inOrder.rules?.fingerprint);
        // The order of files does not even change reasons and locations.
        expect(compile(spread.toReversed()).rules).toEqual(compiled.rules);
      }),
      { numRuns: 300 },
    );
  });
});

describe("for any text", () => {
  const PIECES = [
    ..."language import group events stream override anything except never conflicts on when and with mine".split(
      " ",
    ),
    ...[
      "A",
      "B",
      "@G",
      '"q"',
      '"open',
      "“x”",
      "Order-Placed",
      "mine.a",
      "theirs.b",
      "1",
      "2",
      ",",
      "=",
      "!=",
      "!",
      "@",
    ],
    ...[
      "{",
      "}",
      ";",
      "#",
      "//",
      "///",
      "/*",
      "\n",
      "\r\n",
      "\r",
      "\t",
      " ",
      "\0",
      "\uD800",
      "\uFEFF",
      "\u202E",
      "\u00A0",
      "\\",
    ],
  ] as const;
  const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 });
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    soup.map((pieces) => pieces.join(" ")),
    soup.map((pieces) => pieces.join("")),
    damagedProgram(),
  );

  test("compile does not throw, returns no rules with an error, and locates every diagnostic in the text", () => {
    fc.assert(
      fc.property(text, (source) => {
        const files = [{ file: "a.conflicts", text: source }];
        const { rules, diagnostics } = compile(files);
        expect(rules === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
        for (const diagnostic of diagnostics) {
          const { span, start, end } = diagnostic;
          expect(0 <= span.start && span.start <= span.end && span.end <= source.length).toBe(true);
          expect(start.line < end.line || (start.line === end.line && start.column <= end.column)).toBe(true);
          expect(renderDiagnostic(diagnostic, { file: "a.conflicts", text: source })).not.toMatch(
            /[\0\u202E]/,
          );
        }
        expect(formatDiagnostics(diagnostics, files).split("error CF").length - 1).toBe(
          diagnostics.filter(({ severity }) => severity === "error").length,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test("a broken line anywhere leaves no rules", () => {
    fc.assert(
      fc.property(declarations, layoutChoices, fc.nat(), (rules, choices, place) => {
        const texts = rules.map((rule) => written(rule, choices));
        texts.splice(place % (texts.length + 1), 0, "Broken conflict A\n");
        expect(compile([{ file: "a.conflicts", text: texts.join("") }]).rules).toBeNull();
      }),
    );
  });

  /** A program with a part removed or replaced. */
  function damagedProgram(): fc.Arbitrary<string> {
    return fc
      .tuple(declarations, layoutChoices, fc.nat(), fc.nat({ max: 12 }), fc.constantFrom("", ...PIECES))
      .map(([rules, choices, place, length, filling]) => {
        const whole = rules.map((rule) => written(rule, choices)).join("");
        const at = place % (whole.length + 1);
        return whole.slice(0, at) + filling + whole.slice(at + length);
      });
  }
});
