import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inAnotherLayout, layoutDecisions } from "../../tests/layouts.ts";
import { declaration, layoutChoices, written } from "../../tests/programs.ts";
import { project } from "../../tests/projects/arbitrary.ts";
import { writtenProject } from "../../tests/projects/write.ts";
import { wholeProgram } from "../../tests/whole-programs.ts";
import { check } from "../checking/checker.ts";
import { compile } from "../compiler.ts";
import { parse } from "../syntax/parse.ts";
import { widthOf } from "../text/text-width.ts";
import { format } from "./format.ts";

const declared = fc
  .tuple(fc.array(declaration, { maxLength: 7 }), layoutChoices)
  .map(([rules, choices]) => rules.map((rule) => written(rule, choices)).join(""));
const messy = fc
  .tuple(fc.oneof(wholeProgram, declared), layoutDecisions)
  .map(([text, choices]) => inAnotherLayout(text, choices, { addsComments: true }));
const program = fc.oneof(wholeProgram, { weight: 2, arbitrary: messy }, declared);

/** Rules that repeat names, with ignore comments between their words; some of these silence a repetition. */
const repetitive = fc
  .array(fc.nat({ max: 1000 }), { minLength: 24, maxLength: 24 })
  .map((numbers) => numbers.values())
  .map((choices) => {
    const gap = (): string => GAPS[(choices.next().value ?? 0) % GAPS.length] ?? " ";
    const rule = (name: string): string =>
      `${name} conflicts ${name}${gap()},${gap()}${name}${gap()},${gap()}${name}${gap()}`;
    return `${rule("A")},${gap()}\nB never conflicts${gap()}\n${rule("C")}\nD ${gap()}conflicts D,${gap()}D on a\n`;
  });
const IGNORE = "// conflicts:ignore CF3001 because so\n";
const GAPS = [
  "",
  "",
  " ",
  "\n",
  "\n\n",
  " // why\n",
  "\n// why\n",
  "\n /// doc\n",
  ` ${IGNORE}`,
  `\n${IGNORE}`,
  `\n\n${IGNORE}`,
];

/** Formats a text that has no syntax errors. */
function formatted(text: string): string {
  const { text: result, diagnostics } = format(text);
  if (result === null) throw new Error(`refused: ${JSON.stringify(diagnostics)}`);
  return result;
}

/** The words and comments of a text, in order, by a separate lexer. */
function wordsAndComments(text: string): readonly string[] {
  const pieces = text.matchAll(/"(?:[^"\\\r\n]|\\[^\r\n])*"|\/\/[^\r\n]*|!=|[={}]|@?[^\s,="{}!/@\uFEFF]+/g);
  return Array.from(pieces, ([piece]) => {
    if (piece.startsWith("//")) return piece.trimEnd();
    return piece.startsWith('"') ? unquoted(piece) : piece;
  });
}

function unquoted(piece: string): string {
  try {
    return JSON.parse(piece) as string;
  } catch {
    return piece.slice(1, -1);
  }
}

/** The meaning of a text: its tree without locations and the quotes of names. */
function meaning(text: string): unknown {
  const { tree } = parse(text, { file: "a.conflicts" });
  return JSON.parse(
    JSON.stringify({ language: tree.language, statements: tree.statements }, (key, value: unknown) => {
      if (key === "override") return value !== null;
      return ["span", "isQuoted"].includes(key) ? undefined : value;
    }),
  );
}

describe("format", () => {
  test("keeps the meaning of a program, and the place of every comment among its words", () => {
    fc.assert(
      fc.property(program, (text) => {
        const result = formatted(text);
        expect(meaning(result)).toEqual(meaning(text));
        expect(wordsAndComments(result)).toEqual(wordsAndComments(text));
      }),
      { numRuns: 600 },
    );
  });

  test("keeps the compiled rules and their diagnostics", () => {
    // Adjacent misplaced doc comments are reported together, and formatting can move them together.
    const findings = (text: string): readonly string[] => {
      const codes = check([{ file: "a.conflicts", text }]).map(({ code }) => code);
      return [...codes.filter((code) => code !== "CF3007"), ...(codes.includes("CF3007") ? ["CF3007"] : [])];
    };
    fc.assert(
      fc.property(program, (text) => {
        const result = formatted(text);
        const rules = (source: string): unknown =>
          compile([{ file: "a.conflicts", text: source }]).rules?.fingerprint;
        expect(rules(result)).toBe(rules(text));
        expect(findings(result).toSorted()).toEqual(findings(text).toSorted());
      }),
      { numRuns: 300 },
    );
  });

  test("keeps the meaning of a whole project, and which of its warnings are silenced", () => {
    fc.assert(
      fc.property(project, layoutChoices, layoutDecisions, (model, choices, decisions) => {
        const { files, options } = writtenProject(model, choices);
        const laidOut = files.map(({ file, text }) => ({
          file,
          text: inAnotherLayout(text, decisions, { addsComments: true }),
        }));
        const { rules, diagnostics } = compile(laidOut, options);
        const after = compile(
          laidOut.map(({ file, text }) => ({ file, text: formatted(text) })),
          options,
        );
        expect(after.rules?.canonicalJson).toBe(rules?.canonicalJson);
        expect(after.rules?.rules.map(({ reason }) => reason)).toEqual(
          rules?.rules.map(({ reason }) => reason),
        );
        const codes = (all: typeof diagnostics): readonly string[] =>
          all.map(({ code }) => code).filter((code) => code !== "CF3007");
        expect(codes(after.diagnostics).toSorted()).toEqual(codes(diagnostics).toSorted());
      }),
      { numRuns: 150 },
    );
  });

  test("an ignore comment silences the same warnings as before, or still none", () => {
    const found = (text: string): readonly string[] => {
      const codes = check([{ file: "a.conflicts", text }]).map(({ code }) => code);
      return codes.filter((code) => code !== "CF3007").toSorted();
    };
    fc.assert(
      fc.property(repetitive, (text) => {
        const result = formatted(text);
        expect(found(result), result).toEqual(found(text));
        expect(wordsAndComments(result)).toEqual(wordsAndComments(text));
        expect(formatted(result)).toBe(result);
      }),
      { numRuns: 1000 },
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(program, (text) => {
        const result = formatted(text);
        expect(formatted(result)).toBe(result);
      }),
      { numRuns: 600 },
    );
  });

  test("gives a program the same form whatever its layout", () => {
    fc.assert(
      fc.property(wholeProgram, layoutDecisions, (text, choices) => {
        const bare = inAnotherLayout(text, [].values(), { addsComments: false });
        expect(formatted(inAnotherLayout(text, choices, { addsComments: false }))).toBe(formatted(bare));
      }),
      { numRuns: 600 },
    );
  });

  test("breaks every line that is too long, and leaves no trailing spaces and no two blank lines", () => {
    fc.assert(
      fc.property(program, (text) => {
        // The words below an ignore comment stay on one line, however long it is.
        fc.pre(!text.includes("conflicts:ignore"));
        const result = formatted(text);
        expect(result).not.toMatch(/[ \t\r]\n|\n\n\n|^\n|\n\n$|[^\n]$/);
        for (const line of result.split("\n")) {
          // The list after 'never conflicts' begins on the same line.
          const words = line
            .replace(/\/\/.*/, "")
            .replace("never conflicts ", "never-conflicts-")
            .trim();
          // A name, a comparison, the head of a block, and the words before a list are never broken.
          const canBeBroken = words.split(/ (?!=|!=|[^ ]+$)/).length > 2;
          expect(widthOf(line.replace(/ *\/\/.*/, "")) <= 100 || !canBeBroken, line).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("for any text", () => {
  const PIECES = [
    ...[
      "language",
      "1",
      "import",
      "group",
      "events",
      "stream",
      "override",
      "anything",
      "except",
      "never",
      "conflicts",
    ],
    ...[
      "on",
      "when",
      "and",
      "A",
      "B",
      "@G",
      '"q"',
      '"on"',
      '"open',
      "mine.a",
      "theirs.b",
      ",",
      "=",
      "!=",
      "{",
      "}",
      ";",
    ],
    ...["//", "/// d", "// c", "\n", "\n", "\r\n", "\r", "\t", "\0", "\uD800", "\uFEFF", "\u2028"],
  ] as const;
  const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 });
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    soup.map((pieces) => pieces.join(" ")),
    fc.tuple(program, fc.nat(), fc.nat({ max: 8 }), soup).map(([whole, place, length, pieces]) => {
      const at = place % (whole.length + 1);
      return whole.slice(0, at) + pieces.slice(0, 2).join(" ") + whole.slice(at + length);
    }),
  );

  test("format returns a text with the same meaning, or none exactly if there is a syntax error", () => {
    fc.assert(
      fc.property(text, (source) => {
        const { text: result, diagnostics } = format(source, { file: "a.conflicts" });
        expect(diagnostics).toEqual(parse(source, { file: "a.conflicts" }).diagnostics);
        expect(result === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
        if (result !== null) expect(wordsAndComments(result)).toEqual(wordsAndComments(source));
      }),
      { numRuns: 1500 },
    );
  });
});
