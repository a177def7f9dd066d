import { isTruceError, type ConflictRules } from "@truce/core";
import { conflictRulesFrom, judge } from "@truce/core/rules";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PAYLOADS } from "@truce/test-support";
import { CATEGORIES, committedEvent, conflictsByEngine, ruleSet } from "../../tests/rule-sets.ts";
import { compileOrThrow } from "@truce/rules-dsl";
import { marksOf } from "./marks.ts";
import { matrixOf, MAX_MATRIX_TYPES } from "./matrix.ts";

/** The engine's verdict on a pair of types, for all payloads. */
function kindByEngine(rules: ConflictRules, category: string, incoming: string, committed: string): string {
  const verdict = judge(rules, category, [{ type: incoming, data: {} }], [committedEvent(committed, {})]);
  if (verdict.kind === "conflict" && verdict.pairs[0].reason === "unregistered") return "unregistered";
  const conflicts = conflictsByEngine(rules, category, incoming, committed);
  if (conflicts.size === 0) return "never";
  return conflicts.size === PAYLOADS.length ** 2 ? "always" : "conditional";
}

describe("matrixOf", () => {
  test("agrees with the engine on every pair, for all payloads", () => {
    const category = fc.constantFrom(null, ...CATEGORIES);
    fc.assert(
      fc.property(ruleSet, category, (rules, of) => {
        const { types, rows } = matrixOf(rules, { category: of });
        const other = (name: string | null): string => name ?? "SomethingElse";
        for (const { incoming, entries } of rows) {
          const kinds = types.map((committed) =>
            kindByEngine(rules, of ?? "elsewhere", other(incoming), other(committed)),
          );
          expect(entries.map(({ kind }) => kind)).toEqual(kinds);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("has every type that a rule names, and a row for all others", () => {
    const text =
      "B conflicts C\nA conflicts anything except D\nanything except E conflicts F\nE never conflicts\n";
    const { types, rows } = matrixOf(compileOrThrow([{ file: "a.conflicts", text }]));
    expect(types).toEqual(["A", "B", "C", "D", "E", "F", null]);
    expect(rows.map(({ incoming }) => incoming)).toEqual(types);
  });

  test("shows the requested types, each once and in the given order", () => {
    const rules = compileOrThrow([{ file: "a.conflicts", text: "A conflicts B\nB never conflicts\n" }]);
    const { types, rows } = matrixOf(rules, { types: ["New", "B", "A", "B"] });
    expect(types).toEqual(["New", "B", "A", null]);
    expect(rows.map(({ entries }) => entries.map(({ kind }) => kind))).toEqual([
      ["unregistered", "unregistered", "unregistered", "unregistered"],
      ["never", "never", "never", "never"],
      ["never", "always", "never", "never"],
      ["unregistered", "unregistered", "unregistered", "unregistered"],
    ]);
  });

  test("leaves out covered rules, and keeps the rules behind an entry", () => {
    const text =
      "A conflicts B on a and b\n/// Why.\nA conflicts B on a\nA conflicts A\nA conflicts A on a\n";
    const { rows } = matrixOf(compileOrThrow([{ file: "a.conflicts", text }]));
    expect(rows[0]?.entries).toMatchObject([
      { kind: "always", rules: [{ when: [], source: { line: 4 } }] },
      { kind: "conditional", rules: [{ source: { line: 3 }, reason: "Why." }] },
      { kind: "never" },
    ]);
  });

  test("conditions are shown as written, and share a mark if only their order differs", () => {
    const text = "A conflicts A on b and a\nB conflicts B on a and b\nB conflicts A on b\n";
    const matrix = matrixOf(compileOrThrow([{ file: "a.conflicts", text }]));
    const { legend, markOf } = marksOf(matrix);
    expect(legend).toEqual([
      ["a", "on b and a"],
      ["b", "on b"],
    ]);
    expect(matrix.rows.map(({ entries }) => entries.map(markOf))).toEqual([
      ["a", "", ""],
      ["b", "a", ""],
      ["", "", ""],
    ]);
  });

  test("rejects too many types", () => {
    const names = Array.from({ length: MAX_MATRIX_TYPES + 1 }, (_, index) => `T${index}`);
    const rules = conflictRulesFrom(names.map((type) => ({ incoming: { type }, conflictsWith: [] })));
    const error = ((): unknown => {
      try {
        return matrixOf(rules);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(isTruceError(error, "invalid-input")).toBe(true);
    expect(matrixOf(rules, { types: ["T1"] }).types).toEqual(["T1", null]);
  });
});
