/** Projects of several files that use the whole language, compared with core and with an interpreter. */

import { judge } from "@truce/core/rules";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conflicts } from "../tests/interpreter.ts";
import { layoutChoices } from "../tests/programs.ts";
import { everyPair, interpreted, PAYLOADS } from "../tests/projects/happenings.ts";
import { project } from "../tests/projects/arbitrary.ts";
import { rulesByCore, withoutErrors } from "../tests/projects/rules-by-core.ts";
import { writtenProject } from "../tests/projects/write.ts";
import { check } from "./checking/checker.ts";
import { compile } from "./compiler.ts";
import type { Diagnostic } from "./diagnostics/diagnostics.ts";
import { parse } from "./syntax/parse.ts";

const isError = ({ severity }: Diagnostic): boolean => severity === "error";
/** The possible errors in rules whose names and groups are valid. */
const CONTRADICTIONS: ReadonlySet<string> = new Set(["CF2005", "CF2006", "CF2010", "CF2011", "CF2013"]);

describe("projects of the whole language", () => {
  test("parse without diagnostics, and have no errors but contradictions", () => {
    fc.assert(
      fc.property(project, layoutChoices, (model, choices) => {
        const { files, options } = writtenProject(model, choices);
        for (const { file, text } of [...files, ...(options.imports ?? [])]) {
          expect(parse(text, { file }).diagnostics).toEqual([]);
        }
        const codes = check(files, options)
          .filter(isError)
          .map(({ code }) => code);
        expect(codes.filter((code) => !CONTRADICTIONS.has(code))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("compile to the rules that core makes of them, and have errors exactly if core rejects them", () => {
    fc.assert(
      fc.property(project, layoutChoices, (model, choices) => {
        const { files, options } = writtenProject(model, choices);
        const { rules, diagnostics } = compile(files, options);
        const expected = rulesByCore(model);
        expect(rules?.canonicalJson).toBe(expected?.canonicalJson);
        expect(diagnostics.some(isError)).toBe(expected === null);
      }),
      { numRuns: 1000 },
    );
  });

  test("mean the same in any order of lines and files, and in any layout", () => {
    fc.assert(
      fc.property(project, layoutChoices, layoutChoices, (model, choices, others) => {
        const one = writtenProject(model, choices);
        const other = writtenProject(model, others);
        const compiled = compile(one.files, one.options).rules;
        expect(compile(other.files, other.options).rules?.fingerprint).toBe(compiled?.fingerprint);
        // The order of files does not even change reasons and locations.
        const imports = (one.options.imports ?? []).toReversed();
        expect(compile(one.files.toReversed(), { ...one.options, imports }).rules).toEqual(compiled);
      }),
      { numRuns: 300 },
    );
  });
});

describe("compiled rules judge as an interpreter of the tree does", () => {
  test("every pair of types, in every category, with every payload", () => {
    fc.assert(
      fc.property(
        project.map(withoutErrors),
        layoutChoices,
        fc.constantFrom(...PAYLOADS),
        fc.constantFrom(...PAYLOADS),
        (model, choices, mine, theirs) => {
          const written = writtenProject(model, choices);
          const { rules } = compile(written.files, written.options);
          expect(rules).not.toBeNull();
          const files = interpreted(written);
          for (const { category, incoming, committed, where } of everyPair(mine, theirs)) {
            const { kind } = judge(rules, category, [incoming], [committed]);
            expect(kind, where).toBe(
              conflicts(files, category, incoming, committed) ? "conflict" : "compatible",
            );
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
