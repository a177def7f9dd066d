/** `A never conflicts B` changes no rule, is accepted exactly if it is true, and then closes exactly that decision. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeDecision } from "../../tests/interpreter.ts";
import { layoutChoices } from "../../tests/programs.ts";
import { interpreted } from "../../tests/projects/happenings.ts";
import { project } from "../../tests/projects/arbitrary.ts";
import { CATEGORIES, NAMES } from "../../tests/projects/model.ts";
import { withoutErrors } from "../../tests/projects/rules-by-core.ts";
import { writtenProject, type WrittenProject } from "../../tests/projects/write.ts";
import { check } from "./checker.ts";
import { compile } from "../compiler.ts";
import type { SourceFile } from "../source/source-text.ts";

const decision = fc.record({
  incoming: fc.constantFrom(...NAMES),
  committed: fc.constantFrom(...NAMES),
  scope: fc.constantFrom(null, ...CATEGORIES),
});

/** The project with one more line at the end of its first file. */
function withDecision(
  { files, options }: WrittenProject,
  { incoming, committed, scope }: { incoming: string; committed: string; scope: string | null },
): WrittenProject {
  const line = `${JSON.stringify(incoming)} never conflicts ${JSON.stringify(committed)}\n`;
  const statement = scope === null ? line : `stream ${JSON.stringify(scope)} {\n${line}}\n`;
  const [first, ...others] = files as readonly [SourceFile, ...SourceFile[]];
  return { files: [{ ...first, text: `${first.text}\n${statement}` }, ...others], options };
}

/** The pairs that the coverage check finds open, each with how often. */
function openPairs({ files, options }: WrittenProject): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (const { code, message } of check(files, { ...options, coverage: true })) {
    const names = Array.from(message.matchAll(/'([^']+)'/g), ([, name]) => name);
    if (code !== "CF4001") continue;
    for (const committed of names.slice(1)) {
      const pair = `${names[0]} / ${committed}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  return pairs;
}

describe("a recorded pair", () => {
  test("is an error exactly if a rule of its scope lets the two conflict, or the type has no rule", () => {
    const met = { right: 0, contradicted: 0, "of an unregistered type": 0 };
    fc.assert(
      fc.property(project.map(withoutErrors), layoutChoices, decision, (model, choices, pair) => {
        const written = writtenProject(model, choices);
        const { scope, incoming, committed } = pair;
        const expected = judgeDecision(interpreted(written), scope, incoming, committed, CATEGORIES);
        met[expected]++;
        const { files, options } = withDecision(written, pair);
        const { rules, diagnostics } = compile(files, options);
        const errors = diagnostics.filter(({ severity }) => severity === "error");
        const codes = { right: [], contradicted: ["CF2005"], "of an unregistered type": ["CF2015"] };
        expect(errors.map(({ code }) => code)).toEqual(codes[expected]);
        const before = compile(written.files, written.options).rules;
        expect(rules?.fingerprint).toBe(expected === "right" ? before?.fingerprint : undefined);
      }),
      { numRuns: 400 },
    );
    expect(Object.values(met).every((count) => count > 20)).toBe(true);
  });

  test("closes its pair for the coverage check, and no other", () => {
    let closed = 0;
    fc.assert(
      fc.property(project.map(withoutErrors), layoutChoices, decision, (model, choices, pair) => {
        const written = writtenProject(model, choices);
        const { scope, incoming, committed } = pair;
        fc.pre(judgeDecision(interpreted(written), scope, incoming, committed, CATEGORIES) === "right");
        const [before, after] = [openPairs(written), openPairs(withDecision(written, pair))];
        const key = `${incoming} / ${committed}`;
        for (const [open, count] of before) {
          if (open !== key) expect(after.get(open), open).toBe(count);
        }
        expect(after.get(key) ?? 0).toBeLessThanOrEqual(before.get(key) ?? 0);
        expect([...after.keys()].filter((open) => !before.has(open))).toEqual([]);
        if ((after.get(key) ?? 0) < (before.get(key) ?? 0)) closed++;
      }),
      { numRuns: 200 },
    );
    expect(closed).toBeGreaterThan(10);
  });
});
