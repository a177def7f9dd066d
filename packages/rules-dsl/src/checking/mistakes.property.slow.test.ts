/** One mistake in a large file: one diagnostic, on its line, and nothing else is touched by it. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { largeFile, SURROUNDINGS } from "../../tests/large-file.ts";
import { MISTAKES, type Mistake } from "../../tests/mistakes.ts";
import { check } from "./checker.ts";
import { compile } from "../compiler.ts";
import { DIAGNOSTICS } from "../diagnostics/diagnostics.ts";
import { parse } from "../syntax/parse.ts";
import { lineStartsOf, positionAt } from "../source/source-text.ts";
import type { Statement } from "../syntax/tree.ts";

const SMALL = largeFile(400);
/** Where a line can be put without standing among the imports. */
const FIRST_PLACE = 3;

const others = {
  ...SURROUNDINGS,
  imports: [...SURROUNDINGS.imports, { file: "shared2.conflicts", text: "" }],
};

/** What each line says, the contents of blocks too, without places. */
function contentsOf(text: string): ReadonlyMap<number, readonly string[]> {
  const starts = lineStartsOf(text);
  const contents = new Map<number, string[]>();
  const add = (statement: Statement): void => {
    const { line } = positionAt(starts, statement.span.start);
    const isStream = statement.kind === "stream";
    const what = JSON.stringify(isStream ? statement.category : statement, (key, value: unknown) => {
      if (key === "override") return value !== null;
      return key === "span" ? undefined : value;
    });
    contents.set(line, [...(contents.get(line) ?? []), `${statement.kind} ${what}`]);
    if (isStream) for (const inner of statement.statements) add(inner);
  };
  for (const statement of parse(text, { file: "a.conflicts" }).tree.statements) add(statement);
  return contents;
}

/** After a comma, names without a verb go on with the list: there they are no mistake, or another one. */
const NO_STATEMENT = /^(?:Spare1$|anything except conf|->)/;

function placed(
  lines: readonly string[],
  { line, place }: Mistake,
  chosen: number,
): { text: string; at: number } {
  let anywhere = FIRST_PLACE + (chosen % (lines.length - FIRST_PLACE + 1));
  while (NO_STATEMENT.test(line) && /,(?: \/\/.*)?$/.test(lines[anywhere - 1] ?? "")) anywhere--;
  const index = place === "top" ? 2 : place === "end" ? lines.length : anywhere;
  return { text: lines.toSpliced(index, 0, line).join("\n"), at: index + 1 };
}

function expectOneDiagnostic(lines: readonly string[], mistake: Mistake, chosen: number): void {
  const { text, at } = placed(lines, mistake, chosen);
  const files = [{ file: "a.conflicts", text }];
  const found = check(files, others).map(({ code, start }) => `${code} in line ${start.line}`);
  expect(found, mistake.line).toEqual([`${mistake.code} in line ${at}`]);
}

test("the large files themselves are clean", () => {
  for (const lines of [SMALL, largeFile(10_000)]) {
    const files = [{ file: "a.conflicts", text: lines.join("\n") }];
    expect(check(files, SURROUNDINGS)).toEqual([]);
  }
  expect(compile([{ file: "a.conflicts", text: SMALL.join("\n") }], SURROUNDINGS).rules).not.toBeNull();
});

test("there are at least 60 mistakes, with all codes that one line can get", () => {
  expect(MISTAKES.length).toBeGreaterThanOrEqual(60);
  const codes = new Set(MISTAKES.map(({ code }) => code));
  // A newer version is no mistake of a line; the others take more than one line, or options.
  expect(Object.keys(DIAGNOSTICS).filter((code) => !codes.has(code))).toEqual([
    "CF1009",
    "CF3006",
    "CF3009",
    "CF3010",
    "CF3011",
    "CF4001",
  ]);
});

describe("one mistake in a file of the whole language", () => {
  test.each(MISTAKES.map((mistake) => [mistake.code, mistake.line, mistake] as const))(
    "%s %j: one diagnostic, on its line, all other lines untouched, and nothing compiles",
    (code, _line, mistake) => {
      const before = [...contentsOf(SMALL.join("\n"))];
      fc.assert(
        fc.property(fc.nat(), (chosen) => {
          expectOneDiagnostic(SMALL, mistake, chosen);
          const { text, at } = placed(SMALL, mistake, chosen);
          const after = contentsOf(text);
          expect([...after].filter(([line]) => line !== at)).toEqual(
            before.map(([line, content]) => [line < at ? line : line + 1, content]),
          );
          const isError = /^CF[12]/.test(code);
          expect(compile([{ file: "a.conflicts", text }], others).rules === null).toBe(isError);
        }),
        { numRuns: 3 },
      );
    },
  );

  test("in a file of 10,000 rules too", { timeout: 120_000 }, () => {
    const lines = largeFile(10_000);
    fc.assert(
      fc.property(fc.constantFrom(...MISTAKES), fc.nat(), (mistake, chosen) => {
        expectOneDiagnostic(lines, mistake, chosen);
      }),
      { numRuns: 10 },
    );
  });
});
