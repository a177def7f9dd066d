import { describe, expect, test } from "vitest";
import { asFound, FIXTURES, optionsOf, sourcesOf } from "../../tests/fixtures.ts";
import { check } from "../checking/checker.ts";
import { compile } from "../compiler.ts";
import { DIAGNOSTICS, type Diagnostic } from "./diagnostics.ts";
import type { SourceFile } from "../source/source-text.ts";

const CASES = FIXTURES.map(([code, fixture]) => [code, fixture.case, fixture] as const);

/** These need more lines than fit into a fixture. */
const NOT_IN_FIXTURES: readonly string[] = ["CF3009"];

describe("fixtures", () => {
  test.each(CASES)("%s %s", (_code, _case, fixture) => {
    expect(check(sourcesOf(fixture.files), optionsOf(fixture)).map(asFound)).toEqual(fixture.found);
  });

  test("each diagnostic has a fixture file in which it is found", () => {
    const shown = Map.groupBy(FIXTURES, ([code]) => code);
    const isFound = (code: string): boolean =>
      shown.get(code)?.some(([, { found }]) => found.some((one) => one.code === code)) ?? false;
    expect([...shown.keys()].filter((code) => !Object.hasOwn(DIAGNOSTICS, code))).toEqual([]);
    expect(Object.keys(DIAGNOSTICS).filter((code) => !isFound(code))).toEqual(NOT_IN_FIXTURES);
  });

  test.each(CASES)("errors prevent compilation, warnings do not: %s %s", (_code, _case, fixture) => {
    const hasError = fixture.found.some(({ code }) => /^CF[12]/.test(code));
    const { rules } = compile(sourcesOf(fixture.files), optionsOf(fixture));
    expect(rules === null).toBe(hasError);
  });

  const fixable = CASES.filter(([, , { found }]) => found.some(({ fix }) => fix !== undefined));
  test.each(fixable)("each fix removes its problem, and causes no error: %s %s", (_code, _case, fixture) => {
    const options = optionsOf(fixture);
    const before = check(sourcesOf(fixture.files), options);
    for (const { fix, file, code, message } of before) {
      if (!fix) continue;
      const mend = (source: SourceFile): SourceFile => {
        if (source.file !== file) return source;
        return {
          file,
          text: source.text.slice(0, fix.span.start) + fix.newText + source.text.slice(fix.span.end),
        };
      };
      const imports = (options.imports ?? []).map(mend);
      const left = check(sourcesOf(fixture.files).map(mend), { ...options, imports });
      const isIt = (other: Diagnostic): boolean => other.code === code && other.message === message;
      expect(left.filter(isIt)).toHaveLength(before.filter(isIt).length - 1);
      const isError = ({ severity }: Diagnostic): boolean => severity === "error";
      // A fixed line is checked again, so it may have new warnings.
      expect(left.filter(isError).length).toBeLessThanOrEqual(before.filter(isError).length);
    }
  });
});

describe("limits", () => {
  const found = (text: string): readonly string[] =>
    check([{ file: "a.conflicts", text }]).map(
      ({ start, code, message }) => `${start.line}:${start.column} ${code} ${message}`,
    );

  test("a file over 4 MiB is refused, one of 4 MiB is not", () => {
    const text = "//".padEnd(4 * 1024 * 1024, "x");
    expect(found(text)).toEqual([]);
    expect(found(`${text}x`)).toEqual(["1:1 CF1012 the file has more than 4 MiB"]);
    expect(found(`//${"é".repeat(2 * 1024 * 1024)}`)).toEqual(["1:1 CF1012 the file has more than 4 MiB"]);
  });

  test("at most 10,000 warnings and 10,000 errors are reported", () => {
    const names = Array.from({ length: 10_003 }, (_, index) => `Event${index}`);
    const warnings = found(`A conflicts A,\n${names.map(() => "A").join(",\n")}`);
    expect(warnings).toHaveLength(10_001);
    expect(warnings.at(-1)).toBe(
      "10001:1 CF3009 the file has more than 10000 warnings; 3 more are not shown",
    );
    const errors = found(`events A\nA conflicts A,\n${names.join(",\n")}`);
    expect(errors).toHaveLength(10_001);
    expect(errors.at(-1)).toBe("10002:1 CF1012 the file has more than 10000 errors; 3 more are not shown");
  });

  test("a message names at most 100 undecided pairs, and counts the others", () => {
    const messageFor = (count: number): string | undefined => {
      const names = Array.from({ length: count }, (_, index) => `Event${index}`).join(", ");
      const text = `events A, ${names}\nA conflicts A\ngroup @Others = ${names}\n@Others never conflicts`;
      return check([{ file: "a.conflicts", text }], { coverage: true })[0]?.message;
    };
    expect(messageFor(100)).toMatch(/ 'Event98', 'Event99'$/);
    expect(messageFor(102)).toMatch(/ 'Event99' and 2 more$/);
  });

  test("groups and exceptions can expand to at most a million conflicts", () => {
    const names = Array.from({ length: 1_100 }, (_, index) => `Event${index}`).join(", ");
    const tooMuch =
      "CF1012 with this rule, the groups and exceptions of the project expand to more than 1,000,000 conflicts";
    expect(found(`group @All = ${names}\n@All conflicts @All`)).toEqual([`2:1 ${tooMuch}`]);
    expect(found(`group @All = ${names}\nanything except @All conflicts @All`)).toEqual([`2:1 ${tooMuch}`]);
    expect(found(`group @All = ${names}\n@All conflicts anything except @All`)).toEqual([`2:1 ${tooMuch}`]);
    expect(found(`events ${names}\nEvent1 conflicts ${names}`)).toEqual([]);
  });

  test("nested groups can expand to at most a million names", () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `Event${index}`).join(", ");
    const groups = Array.from({ length: 600 }, (_, index) => `group @G${index} = @All, X${index}`).join("\n");
    const all = Array.from({ length: 600 }, (_, index) => `@G${index}`).join(", ");
    expect(found(`group @All = ${names}\n${groups}\nA conflicts ${all}`)).toEqual([
      "500:7 CF1012 with group '@G498', the groups of the project expand to more than 1,000,000 names",
    ]);
  });
});

test("each diagnostic names its own file", () => {
  const files = [
    { file: "a.conflicts", text: "A never conflicts" },
    { file: "b.conflicts", text: "A conflicts A" },
  ];
  const [found, ...others] = check(files);
  expect(others).toEqual([]);
  expect(found?.file).toBe("b.conflicts");
  expect(found?.related.map(({ file, start }) => [file, start.line])).toEqual([["a.conflicts", 1]]);
});
